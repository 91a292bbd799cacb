"""The answers of pinned queries, shared by all sessions and asked again when tickets change."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jobs import Job
from store.explorer import SavedQuery
from store.sandbox.values import as_values
from store.workspace import Workspace
from usecases.sql_queries import QueryRunner, Question

# While a run writes, a pinned query is asked no more often than this.
SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True)
class Pinned:
    """A query on its way for a pin; revision: of the workspace when it was asked."""

    query: SavedQuery
    revision: str
    question: Question
    job: Job
    asked_at: float


class PinnedAnswers:
    """The newest answer of every pinned query of this process."""

    def __init__(self, query_runner: QueryRunner) -> None:
        self._runner = query_runner
        self._newest: dict[tuple[Path, int | None], Pinned] = {}
        self._guard = threading.Lock()

    def of(self, workspace: Workspace, query: SavedQuery) -> Pinned:
        """The answer, or the question where it is still on its way."""
        key = (workspace.path, query.query_id)
        with self._guard:
            known = self._newest.get(key)
            if known is None or self._is_stale(known, workspace, query):
                question = Question(workspace, query.sql, as_values(query.parameters))
                job = question.start(self._runner, remembered=False)
                known = Pinned(query, workspace.revision, question, job, time.monotonic())
                self._newest[key] = known
            return known

    @staticmethod
    def _is_stale(known: Pinned, workspace: Workspace, query: SavedQuery) -> bool:
        if (known.query.sql, known.query.parameters) != (query.sql, query.parameters):
            return True
        passed = time.monotonic() - known.asked_at
        return not known.job.live and known.revision != workspace.revision and passed > SECONDS

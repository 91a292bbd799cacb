"""The answers of pinned queries, shared by all sessions and asked again when tickets change."""

from __future__ import annotations

import json
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from jobs import Job
from store.explorer.saved_queries import SavedQuery
from store.sandbox.values import as_values
from store.workspace import Workspace
from usecases.queries.execution import QueryRunner, Question

# While a run writes, a pinned query is asked no more often than this.
SECONDS: Final = 10.0
# Each query with each value of the common filter has an answer of its own.
MAX_KEPT: Final = 200


@dataclass(frozen=True, slots=True)
class Pinned:
    """A query on its way for a pin; revision: of the workspace when it was asked."""

    query: SavedQuery
    revision: str
    question: Question
    job: Job
    asked_at: float


def shared_parameters(queries: Sequence[SavedQuery]) -> tuple[str, ...]:
    """The parameters that take a value found in the data, of all these queries, by name.

    >>> one = SavedQuery("One", "SELECT $channel", parameters={"channel": {"type": "values"}})
    >>> shared_parameters([one, SavedQuery("Two", "SELECT $n", parameters={"n": {"type": "text"}})])
    ('channel',)
    """
    found = {
        name
        for query in queries
        for name, each in query.parameters.items()
        if each.get("type") == "values"
    }
    return tuple(sorted(found))


def with_parameters(
    queries: Sequence[SavedQuery], chosen: Mapping[str, str | None]
) -> list[SavedQuery]:
    """The queries with these values in the place of those that they were saved with.

    >>> one = SavedQuery("One", "SELECT $channel", parameters={"channel": {"type": "values"}})
    >>> with_parameters([one], {"channel": "web"})[0].parameters
    {'channel': {'type': 'values', 'value': 'web'}}
    """
    return [
        replace(
            query,
            parameters={
                name: {**each, "value": chosen.get(name)} if name in chosen else dict(each)
                for name, each in query.parameters.items()
            },
        )
        for query in queries
    ]


class PinnedAnswers:
    """The newest answer of every pinned query of this process."""

    def __init__(self, query_runner: QueryRunner) -> None:
        self._runner = query_runner
        self._newest: OrderedDict[tuple[Path, int | None, str], Pinned] = OrderedDict()
        self._guard = threading.Lock()

    def of(self, workspace: Workspace, query: SavedQuery) -> Pinned:
        """The answer, or the question where it is still on its way."""
        values = json.dumps(dict(query.parameters), sort_keys=True, default=dict)
        key = (workspace.path, query.query_id, values)
        with self._guard:
            known = self._newest.get(key)
            if known is None or self._is_stale(known, workspace, query):
                question = Question(workspace, query.sql, as_values(query.parameters))
                job = question.start(self._runner, remembered=False)
                known = Pinned(query, workspace.revision, question, job, time.monotonic())
                self._newest[key] = known
            self._newest.move_to_end(key)
            while len(self._newest) > MAX_KEPT:
                self._newest.popitem(last=False)
            return known

    @staticmethod
    def _is_stale(known: Pinned, workspace: Workspace, query: SavedQuery) -> bool:
        if known.query.sql != query.sql:
            return True
        passed = time.monotonic() - known.asked_at
        return not known.job.live and known.revision != workspace.revision and passed > SECONDS

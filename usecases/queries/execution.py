"""A query on its way: it runs beside the screens, can be cancelled, and is remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jobs import Control, Job, Meter
from routing.errors import RouteCaseError
from store.explorer import saved_queries
from store.sandbox.answer import Answer
from store.sandbox.pool import Sandbox
from store.sandbox.snapshot import Snapshot, Snapshots
from store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class QueryRunner:
    """Where questions are answered: the copies of workspaces, and the processes that read them."""

    snapshots: Snapshots
    sandbox: Sandbox


class Question:
    """One query with its parameters, as a job.

    answer: the rows, None until they are there. problem: why there are none. snapshot: the copy
    that was asked.
    """

    def __init__(
        self, workspace: Workspace, sql: str, parameters: Mapping[str, Any] | None = None
    ) -> None:
        self.sql = sql
        self.answer: Answer | None = None
        self.problem: RouteCaseError | None = None
        self.snapshot: Snapshot | None = None
        self._workspace = workspace
        self._parameters = dict(parameters or {})

    def start(
        self, query_runner: QueryRunner, *, fresh: bool = False, remembered: bool = True
    ) -> Job:
        """Begin; `fresh` for a copy that holds everything up to now."""

        def work(control: Control, _meter: Meter) -> str:
            self.snapshot = query_runner.snapshots.of(self._workspace, fresh=fresh)
            try:
                self.answer = query_runner.sandbox.run(
                    self.snapshot.file, self.sql, self._parameters, lambda: control.cancelled
                )
            except RouteCaseError as problem:
                self.problem = problem
                if remembered:
                    self._note(str(problem))
                raise
            if remembered:
                self._note(None)
            return "finished"

        job = Job("query", "Query", work)
        job.start()
        return job

    def _note(self, problem: str | None) -> None:
        found = self.answer
        saved_queries.note(
            self._workspace, self.sql, rows=found.table.num_rows if found else None,
            seconds=found.seconds if found else None, problem=problem,
        )  # fmt: skip

"""A few warm child processes, shared by all sessions; one query at a time in each."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from routing.errors import QueryRefused, QueryStopped
from store.sandbox import answer, frames
from store.sandbox.answer import Answer
from store.sandbox.limits import Limits
from store.sandbox.worker import DIED, Worker
from store.workspace_file import attached_folder

AT_ONCE: Final = 4
QUERIES_EACH: Final = 100
SPARE: Final = 2
TICK: Final = 0.05
WINDOWS: Final = "Queries in SQL need Linux or macOS: Windows holds no limits for one process."
LONG: Final = "The statement is too long: a query has at most {most:,} characters."


def never() -> bool:
    """For a query that nobody can cancel."""
    return False


class Sandbox:
    """Answers queries on a read-only file, within limits; safe to use from many threads."""

    def __init__(self, folder: Path, limits: Limits | None = None, at_once: int = AT_ONCE) -> None:
        """Folder: of this process alone; what does not fit into memory is spilled there."""
        self.limits = limits or Limits()
        self._folder = folder
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._guard = threading.Lock()
        self._over = False
        self._free = threading.BoundedSemaphore(at_once)

    def warm(self) -> None:
        """Let a process be ready before the first query needs it."""
        if sys.platform == "win32":
            return
        with self._guard:
            if not self._idle and not self._busy:
                self._idle.append(Worker(self.limits, self._folder))

    def run(
        self,
        file: Path,
        sql: str,
        parameters: Mapping[str, Any] | None = None,
        cancelled: Callable[[], bool] = never,
    ) -> Answer:
        """The answer of one statement on that file.

        parameters: by name; dates as `{"date": "2026-01-31"}`.
        Raises QueryRefused or QueryStopped.
        """
        if sys.platform == "win32":
            raise QueryRefused(WINDOWS)
        rows = bytearray()
        ending: Any = {}
        folder = attached_folder.of(file)
        asked = {
            "file": str(file), "sql": self._short(sql), "parameters": dict(parameters or {}),
            "folder": str(folder) if folder else None,
        }  # fmt: skip
        with self._worker(cancelled) as worker:
            for kind, content in worker.ask(asked, cancelled):
                if kind == frames.ROWS:
                    rows += content
                    if len(rows) > 2 * self.limits.output:
                        raise QueryStopped(DIED)
                elif kind == frames.END:
                    ending = json.loads(content)
        try:
            cut, seconds = bool(ending["cut"]), float(ending["seconds"])
            return answer.read(bytes(rows), cut=cut, seconds=seconds)
        except (pa.ArrowException, ValueError, KeyError, TypeError) as error:
            raise QueryStopped(DIED) from error

    def stop(self) -> None:
        """End every process, now and for good; what is being asked ends as stopped."""
        with self._guard:
            self._over = True
            ending = [*self._idle, *self._busy]
            self._idle.clear()
        for worker in ending:
            worker.kill()

    def _short(self, sql: str) -> str:
        if len(sql) > self.limits.statement:
            raise QueryRefused(LONG.format(most=self.limits.statement))
        return sql

    @contextmanager
    def _worker(self, cancelled: Callable[[], bool]) -> Iterator[Worker]:
        """A process of one's own for a while; it goes when the query overstepped."""
        while not self._free.acquire(timeout=TICK):
            if cancelled():
                raise QueryStopped("The query was cancelled.")
        try:
            worker = self._taken()
            good = False
            try:
                yield worker
                good = True
            except QueryRefused:
                good = True
                raise
            finally:
                self._give_back(worker, good=good)
        finally:
            self._free.release()

    def _taken(self) -> Worker:
        with self._guard:
            while self._idle and not self._idle[-1].alive:
                self._idle.pop().kill()
            worker = self._idle.pop() if self._idle else Worker(self.limits, self._folder)
            self._busy.add(worker)
            return worker

    def _give_back(self, worker: Worker, *, good: bool) -> None:
        with self._guard:
            self._busy.discard(worker)
            spare = len(self._idle) < SPARE and not self._over
            if spare and good and worker.alive and worker.asked < QUERIES_EACH:
                self._idle.append(worker)
                return
            if spare:
                # What takes the place of a dead one loads while nobody waits for it.
                self._idle.append(Worker(self.limits, self._folder))
        worker.kill()

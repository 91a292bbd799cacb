"""Workers as plain processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any, Final, Generic

from jobs.errors import ExpectedError
from jobs.workers import MakesWorker, Report, Result, Task, Works

SECONDS_TO_END: Final = 5.0
# One thread each: as many workers as processors are what uses them all.
_ONE_THREAD: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
_DIES_WITH_PARENT: Final = 1  # PR_SET_PDEATHSIG
UNEXPECTED: Final = "A worker met an unexpected error ({error}); resume to go on."


class Processes(Generic[Task, Result]):
    """make: makes the worker of each process. count: how many.

    nice: by how much they give way to others, 0 (not at all) to 19.
    """

    def __init__(self, make: MakesWorker[Task, Result], count: int, *, nice: int = 0) -> None:
        self._make = make
        self._nice = nice
        self._context = multiprocessing.get_context("spawn")
        self._workers = [self._start() for _ in range(count)]

    @property
    def free(self) -> int:
        """How many have nothing to do."""
        return sum(worker.task is None for worker in self._workers)

    @property
    def pids(self) -> list[int]:
        """The processes, for whoever watches or kills them."""
        return [worker.process.pid or 0 for worker in self._workers]

    def submit(self, task: Task) -> None:
        """Give it to a free process."""
        worker = next(worker for worker in self._workers if worker.task is None)
        worker.task = task
        # One that has died meanwhile is found by `wait`.
        with suppress(OSError):
            worker.pipe.send(task)

    def wait(self, seconds: float) -> Sequence[Report[Task, Result]]:
        """What happened; a process that is gone is replaced."""
        pipes = {worker.pipe: worker for worker in self._workers if worker.task is not None}
        ready = wait(list(pipes), seconds)
        reports = [self._heard(pipes[pipe]) for pipe in ready if isinstance(pipe, Connection)]
        return [report for report in reports if report]

    def stop(self) -> None:
        """Kill all of them: what a part is written to has its name only when it is whole."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join(SECONDS_TO_END)
            worker.pipe.close()

    def _heard(self, worker: _Process[Task]) -> Report[Task, Result] | None:
        task = worker.task
        if task is None:
            return None
        try:
            told: Any = worker.pipe.recv()
        except (EOFError, OSError):
            self._replace(worker)
            return Report(task, killed=True)
        if isinstance(told, int):
            return Report(task, done=told)
        worker.task = None
        if isinstance(told, str):
            return Report(task, error=told)
        return Report(task, result=told)

    def _replace(self, worker: _Process[Task]) -> None:
        worker.process.kill()
        worker.process.join(SECONDS_TO_END)
        worker.pipe.close()
        self._workers[self._workers.index(worker)] = self._start()

    def _start(self) -> _Process[Task]:
        pipe, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve, args=(self._make, theirs, os.getpid(), self._nice), daemon=True
        )
        with _environment(_ONE_THREAD), _without_main_module():
            process.start()
        theirs.close()
        return _Process(process, pipe)


class _Process(Generic[Task]):
    """A process, the pipe to it, and what it is at."""

    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self.process = process
        self.pipe = pipe
        self.task: Task | None = None


def _serve(make: MakesWorker[Task, Result], pipe: Connection, parent: int, nice: int) -> None:
    """Do what comes through the pipe until its other end is gone."""
    # Ctrl-C is for the parent to hear.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with(parent)
    if nice and hasattr(os, "nice"):
        os.nice(nice)
    worker: Works[Task, Result] | None = None
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            worker = worker or make()
            for told in worker.work(task):
                pipe.send(told)
        except ExpectedError as error:
            pipe.send(str(error))
        except OSError:
            return  # nobody listens any more
        except Exception as error:  # noqa: BLE001 - the job ends with it, and says so
            pipe.send(UNEXPECTED.format(error=f"{type(error).__name__}: {error}"))


def _end_with(parent: int) -> None:
    """Let the system end this process with its parent, where it can: Linux."""
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """For a while the environment holds these: a child reads them before its first import."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _without_main_module() -> Iterator[None]:
    """For a while there is no main module: a child would run it again, and it may be a screen."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main

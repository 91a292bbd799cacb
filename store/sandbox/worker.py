"""The parent's side of one child process: start it, ask it, and kill it when it oversteps."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from routing.errors import QueryRefused, QueryStopped
from store.sandbox import frames
from store.sandbox.limits import Limits

ROOT: Final = Path(__file__).parents[2]
PROGRAM: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); from store.sandbox.child import main; main()"
)
# Nothing of the server's environment; what is here keeps the allocators within the limits.
ENVIRONMENT: Final = {
    "MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "131072", "OPENBLAS_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system", "TZ": "UTC", "LC_ALL": "C.UTF-8",
}  # fmt: skip
TICK_MS: Final = 50
START: Final = 20.0
CHUNK: Final = 1 << 20
MEMORY: Final = (
    "The query was stopped: it needs more memory than a query may have. Choose fewer columns or "
    "rows, or group them."
)
DEPTH: Final = "The query was stopped: it is nested too deeply. Write it flatter, with WITH."
DIED: Final = (
    "The query was stopped: it needs more memory or time than a query may have, "
    "or is nested too deeply."
)


class Worker:
    """A child process that waits for questions, one at a time."""

    def __init__(self, limits: Limits, folder: Path) -> None:
        self.limits = limits
        self.asked = 0
        self._coming = frames.Frames(limits.output * 2)
        self._folder = Path(tempfile.mkdtemp(prefix="query-", dir=folder))
        self._process = subprocess.Popen(  # noqa: S603 - our own program, nothing of a user in it
            [sys.executable, "-I", "-c", PROGRAM, str(ROOT)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd=self._folder, env=ENVIRONMENT, close_fds=True, start_new_session=True,
        )  # fmt: skip
        self._tell(limits.to_message())

    @property
    def alive(self) -> bool:
        """Whether it can take a question."""
        return self._process.poll() is None

    def ask(
        self, question: Mapping[str, Any], cancelled: Callable[[], bool]
    ) -> Iterator[tuple[bytes, bytes]]:
        """The frames of the answer, its ending included.

        Raises QueryRefused or QueryStopped; after any error the process is good for nothing more.
        """
        self.asked += 1
        self._tell(question)
        began = time.monotonic()
        if self.asked == 1:
            # A process that has just been started takes a moment, and not all of the query's time.
            self._frame(began + START, cancelled)
        deadline = max(began, time.monotonic() - self.limits.seconds / 2) + self.limits.seconds
        while True:
            kind, content = frame = self._frame(deadline, cancelled)
            if kind == frames.REFUSED:
                told = json.loads(content)
                raise QueryRefused(str(told["words"]), told.get("line"), told.get("column"))
            if kind == frames.STOPPED:
                is_deep = json.loads(content)["words"] == "depth"
                raise QueryStopped(DEPTH if is_deep else MEMORY)
            yield frame
            if kind == frames.END:
                return

    def kill(self) -> None:
        """End the process and clear away what it spilled."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _tell(self, message: Mapping[str, Any]) -> None:
        try:
            rest = memoryview(json.dumps(dict(message)).encode() + b"\n")
            while rest:
                rest = rest[os.write(self._stdin, rest) :]
        except OSError as error:
            raise QueryStopped(DIED) from error

    def _frame(self, deadline: float, cancelled: Callable[[], bool]) -> tuple[bytes, bytes]:
        frame = self._coming.next()
        while frame is None:
            self._coming.add(self._read(deadline, cancelled))
            frame = self._coming.next()
        return frame

    def _read(self, deadline: float, cancelled: Callable[[], bool]) -> bytes:
        """What comes next from the child; raises QueryStopped when nothing more will."""
        ready = select.poll()
        ready.register(self._stdout, select.POLLIN)
        while True:
            coming = ready.poll(TICK_MS)
            # Also while something comes all the time: a child that floods us is out of time, too.
            if cancelled():
                raise QueryStopped("The query was cancelled.")
            if time.monotonic() > deadline:
                raise QueryStopped(
                    f"The query was stopped after {self.limits.seconds:g} seconds; "
                    "ask for less, or group before you join."
                )
            if coming:
                content = os.read(self._stdout, CHUNK)
                if not content:
                    raise QueryStopped(DIED)
                return content

    @property
    def _stdin(self) -> int:
        assert self._process.stdin  # noqa: S101 - opened with the process
        return self._process.stdin.fileno()

    @property
    def _stdout(self) -> int:
        assert self._process.stdout  # noqa: S101 - opened with the process
        return self._process.stdout.fileno()

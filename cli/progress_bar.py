"""A progress bar on stderr, and signals that stop the work at its next checkpoint."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)  # fmt: skip

from jobs import Control, Meter
from jobs import Progress as Snapshot

Result = TypeVar("Result")
EVERY_SECONDS: Final = 0.2
# Ctrl-C, a service manager or a container that stops, and a terminal that was closed.
STOPPING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def with_bar(work: Callable[[Control, Meter], Result]) -> Result:
    """Do the work while its progress is shown; a signal cancels it, keeping what was written."""
    control, meter = Control(), Meter()
    columns: tuple[ProgressColumn, ...] = (
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    console = Console(file=sys.stderr)
    with (
        stopping(control.cancel),
        Progress(*columns, TimeRemainingColumn(), console=console) as bar,
    ):
        task = bar.add_task("Starting", total=None)
        ended = threading.Event()

        def follow() -> None:
            while not ended.wait(EVERY_SECONDS):
                show(meter.read())

        def show(now: Snapshot) -> None:
            bar.update(task, description=_caption(now), completed=now.done, total=now.total or None)

        follower = threading.Thread(target=follow, daemon=True)
        follower.start()
        try:
            return work(control, meter)
        finally:
            ended.set()
            follower.join()
            show(meter.read())


@contextmanager
def stopping(stop: Callable[[], None]) -> Iterator[None]:
    """While it lasts, each signal that asks the process to end calls `stop` instead.

    A signal that was ignored when the process started (nohup) stays ignored.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def handle(number: int, _frame: Any) -> None:
        if number == signal.SIGHUP:
            _leave_the_terminal()
        stop()

    before = {number: signal.getsignal(number) for number in STOPPING}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, handle)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave_the_terminal() -> None:
    """Its window is gone: writing to it would be an error."""
    for stream in (1, 2):
        with suppress(OSError):
            if os.isatty(stream):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream)


def _caption(now: Snapshot) -> str:
    """The phase, or why it stands still."""
    return (now.traffic.waiting if now.traffic else "") or now.phase

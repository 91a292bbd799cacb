"""A progress bar on stderr for work that an engine's job does."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from jobs import Control, Meter

Result = TypeVar("Result")
EVERY_SECONDS = 0.2


def with_bar(work: Callable[[Control, Meter], Result]) -> Result:
    """Do the work while its progress is shown; Ctrl-C cancels it, keeping what was written."""
    control, meter = Control(), Meter()
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    console = Console(file=sys.stderr)
    with _cancelling(control), Progress(*columns, TimeRemainingColumn(), console=console) as bar:
        task = bar.add_task("Starting", total=None)
        ended = threading.Event()

        def follow() -> None:
            while not ended.wait(EVERY_SECONDS):
                now = meter.read()
                bar.update(task, description=now.phase, completed=now.done, total=now.total or None)

        follower = threading.Thread(target=follow, daemon=True)
        follower.start()
        try:
            return work(control, meter)
        finally:
            ended.set()
            follower.join()
            now = meter.read()
            bar.update(task, description=now.phase, completed=now.done, total=now.total or None)


@contextmanager
def _cancelling(control: Control) -> Iterator[None]:
    """The first Ctrl-C asks the work to stop at its next checkpoint."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: control.cancel())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

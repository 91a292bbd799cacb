"""What belongs to the server process and outlives every browser tab: shelf, jobs, settings.

A module of its own rather than Streamlit's resource cache: clearing that cache in the middle of
a run would build a second engine.
"""

from __future__ import annotations

import shutil
import threading
from dataclasses import dataclass, field

from routing.engine import Jobs
from settings import Settings
from store.shelf import Shelf


@dataclass(frozen=True)
class Process:
    """The one shelf and the jobs of this process."""

    settings: Settings
    shelf: Shelf
    jobs: Jobs = field(default_factory=Jobs)

    def stop(self) -> None:
        """End the jobs, then close the workspaces."""
        self.jobs.stop_all()
        self.shelf.close()


_made: dict[Settings, Process] = {}
_guard = threading.Lock()


def process() -> Process:
    """The process-wide state for the present settings."""
    settings = Settings.from_environment()
    with _guard:
        if settings not in _made:
            # What an earlier process was still uploading is of no use to this one.
            shutil.rmtree(settings.workspaces / "uploads", ignore_errors=True)
            _made[settings] = Process(settings, Shelf(settings.workspaces, "the RouteCase app"))
        return _made[settings]

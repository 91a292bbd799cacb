"""What belongs to the server process and outlives every browser tab: workspaces, jobs, settings.

A module of its own rather than Streamlit's resource cache: clearing that cache in the middle of
a run would build a second engine.
"""

from __future__ import annotations

import shutil
import threading
from dataclasses import dataclass, field

from jobs import Jobs
from settings import Settings
from store.sandbox.pool import Sandbox
from store.sandbox.snapshot import Snapshots
from store.workspaces import Workspaces
from usecases.pinned_queries import PinnedAnswers
from usecases.sql_queries import QueryRunner


@dataclass(frozen=True)
class Process:
    """The workspaces, the jobs of this process, and where queries in SQL are answered."""

    settings: Settings
    workspaces: Workspaces
    snapshots: Snapshots
    jobs: Jobs = field(default_factory=Jobs)
    sandbox: Sandbox = field(default_factory=Sandbox)
    pins: PinnedAnswers = field(init=False)

    def __post_init__(self) -> None:
        # The one way to set a field of a frozen record that depends on others.
        object.__setattr__(self, "pins", PinnedAnswers(self.query_runner))

    @property
    def query_runner(self) -> QueryRunner:
        """Where this process answers queries."""
        return QueryRunner(self.snapshots, self.sandbox)

    def stop(self) -> None:
        """End the queries and the jobs, then close the workspaces."""
        self.sandbox.stop()
        self.snapshots.stop()
        self.jobs.stop_all()
        self.workspaces.close()


_made: dict[Settings, Process] = {}
_guard = threading.Lock()


def process() -> Process:
    """The process-wide state for the present settings."""
    settings = Settings.from_environment()
    with _guard:
        if settings not in _made:
            # What an earlier process was still uploading is of no use to this one.
            shutil.rmtree(settings.workspaces / "uploads", ignore_errors=True)
            workspaces = Workspaces(settings.workspaces, "the RouteCase app")
            _made[settings] = Process(
                settings, workspaces, Snapshots(settings.workspaces / "snapshots")
            )
        return _made[settings]

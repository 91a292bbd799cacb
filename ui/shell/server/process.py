"""What belongs to the server process and outlives every browser tab: workspaces, jobs, settings.

A module of its own rather than Streamlit's resource cache: clearing that cache in the middle of
a run would build a second engine.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from jobs import Jobs
from settings import Settings
from store.sandbox.pool import Sandbox
from store.sandbox.snapshot import Snapshots
from store.workspace_file.scratch import Scratch
from store.workspaces import Workspaces
from ui.shell.server.session_files import SessionFiles
from usecases.queries.execution import QueryRunner
from usecases.queries.pinned import PinnedAnswers


@dataclass(frozen=True)
class Process:
    """The workspaces, the jobs of this process, and where queries in SQL are answered."""

    settings: Settings
    workspaces: Workspaces
    scratch: Scratch
    snapshots: Snapshots
    sandbox: Sandbox
    files: SessionFiles
    jobs: Jobs = field(default_factory=Jobs)
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
        self.files.stop()
        self.jobs.stop_all()
        self.scratch.stop()
        self.workspaces.close()


SCRATCH: Final = ".running"
_running: dict[Path, Process] = {}
_guard = threading.Lock()


def process() -> Process:
    """The process-wide state for the present settings.

    One folder of workspaces has one: a key that is set or taken away meanwhile changes the settings
    and opens nothing twice.
    """
    settings = Settings.from_environment()
    with _guard:
        running = _running.get(settings.workspaces) or _started(settings)
        if running.settings != settings:
            running = replace(running, settings=settings)
        _running[settings.workspaces] = running
        return running


def _started(settings: Settings) -> Process:
    workspaces = Workspaces(settings.workspaces, "the RouteCase app")
    scratch = Scratch(settings.workspaces / SCRATCH)
    files = SessionFiles(scratch.folder_for("sessions"), _is_active)
    files.start()
    return Process(
        settings, workspaces, scratch, Snapshots(scratch.folder_for("snapshots")),
        Sandbox(scratch.folder_for("queries")), files,
    )  # fmt: skip


def session_id() -> str:
    """The browser session that this is drawn for."""
    context = get_script_run_ctx()
    return context.session_id if context else ""


def _is_active(session: str) -> bool:
    return runtime.exists() and runtime.get_instance().is_active_session(session)

"""The settings that a workspace's next run starts from: those of the experiment that won."""

from __future__ import annotations

from typing import Final

from service.routing import RunRequest
from store import settings
from store.runs import Run
from store.workspace import Workspace

NAME: Final = "default_run"


def default_request(workspace: Workspace) -> RunRequest:
    """What a new run is asked for unless something else is chosen."""
    kept = settings.get(workspace, NAME)
    return RunRequest.from_settings(kept["settings"]) if kept else RunRequest()


def default_run(workspace: Workspace) -> int | None:
    """The number of the run whose settings these are, None before one was made the default."""
    kept = settings.get(workspace, NAME)
    return int(kept["run_id"]) if kept else None


def make_default(workspace: Workspace, run: Run) -> None:
    """Start later runs from the settings of this one, over all tickets."""
    request = RunRequest.from_settings({**run.settings, "sample": None, "threshold": None})
    settings.put(workspace, NAME, {"run_id": run.run_id, "settings": request.to_settings()})
    settings.put(workspace, "cleaning", request.cleaning)

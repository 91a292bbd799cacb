"""The settings that a workspace's next run starts from: those of the experiment that won."""

from __future__ import annotations

from typing import Any, Final

from routing.routers.cascade import CascadeRule
from store import settings
from store.runs import Run
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor, Role
from usecases.runs.request import RunRequest

CHANGE_DEFAULTS: Final = "change what later runs start from"


def default_request(workspace: Workspace) -> RunRequest:
    """What a new run is asked for unless something else is chosen."""
    kept = settings.DEFAULT_RUN.of(workspace)
    return RunRequest.from_settings(kept["settings"]) if kept else RunRequest()


def default_run(workspace: Workspace) -> int | None:
    """The number of the run whose settings these are, None before one was made the default."""
    kept = settings.DEFAULT_RUN.of(workspace)
    return int(kept["run_id"]) if kept else None


def make_default(workspace: Workspace, run: Run, actor: Actor = LOCAL_OWNER) -> None:
    """Start later runs from the settings of this one, over all tickets."""
    actor.require(Role.MANAGER, CHANGE_DEFAULTS)
    _keep(workspace, run, sample=None, threshold=None)


def make_cascade_default(
    workspace: Workspace, run: Run, rule: CascadeRule, actor: Actor = LOCAL_OWNER
) -> None:
    """Start later runs with the embedded router, and ask what this run asked for the unsure."""
    actor.require(Role.MANAGER, CHANGE_DEFAULTS)
    _keep(workspace, run, cascade=rule.to_settings(), sample=None, threshold=None)


def _keep(workspace: Workspace, run: Run, **changes: Any) -> None:
    request = RunRequest.from_settings({**run.settings, **changes})
    kept = {"run_id": run.run_id, "settings": request.to_settings()}
    settings.DEFAULT_RUN.set(workspace, kept)
    settings.CLEANING.set(workspace, request.cleaning)
    # What was last chosen on the Route screen gives way to the winner.
    settings.ROUTER.set(workspace, request.llm.kind if request.llm else request.router)
    if request.llm:
        settings.provider(request.llm.kind).set(workspace, request.llm.to_settings())

"""How many tickets may share a request: measured on labelled tickets of the workspace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Final

from jobs import Control, Job, Jobs, Meter
from routing.errors import RouterError
from routing.routers.llm.packing import PackFigures, pack_trial
from routing.routers.llm.router import LlmRouter
from store import settings, taxonomies
from store.workspace import Workspace
from usecases.labelled_history import history
from usecases.llm_routers import Keys, LlmRequest, llm_router
from usecases.runs import RunRequest

SAMPLE: Final = 60
_NAME: Final = "pack_trial"


def start_trial(jobs: Jobs, workspace: Workspace, request: RunRequest, keys: Keys) -> Job:
    """Measure accuracy and cost by tickets per request, as a job of this process.

    Raises RouterError when nothing can be asked, and RouteCaseError when another job is going on.
    """
    llm, version = request.llm, taxonomies.current_or_labels(workspace)
    if llm is None or version is None:
        raise RouterError("A trial needs a provider and categories.")
    llm.checked().endpoint(keys)
    known = history(workspace, request.text)

    def router_of(size: int) -> LlmRouter:
        packed = replace(llm, pack=size, batch=False, decisions=False)
        return llm_router(packed, keys, version.taxonomy, known, request.text)

    def work(control: Control, meter: Meter) -> str:
        figures = pack_trial(router_of, known[:SAMPLE], llm.terms(), control, meter)
        _keep(workspace, llm, figures)
        return "The trial is over."

    return jobs.start(str(workspace.path), lambda: Job("trial", "Trial of pack sizes", work))


def last_trial(workspace: Workspace, llm: LlmRequest) -> list[PackFigures]:
    """The figures of the last trial of that model, none before one."""
    kept = settings.get(workspace, _NAME)
    if not kept or kept["model"] != [llm.kind, llm.model]:
        return []
    return [PackFigures(**each) for each in kept["figures"]]


def _keep(workspace: Workspace, llm: LlmRequest, figures: Sequence[PackFigures]) -> None:
    found = {"model": [llm.kind, llm.model], "figures": [asdict(each) for each in figures]}
    settings.put(workspace, _NAME, found)

"""A run of a demo that can be watched: its recorded answers at the pace of a person's eye."""

from __future__ import annotations

from typing import Final

from jobs import Job, Jobs
from routing.errors import RouterError
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor
from usecases.demo.building import NO_MODELS
from usecases.demo.prospect import demo_behind
from usecases.demo_companies import MAIN
from usecases.runs.execution import start_run
from usecases.runs.request import RunRequest

PACE: Final = 24.0  # tickets a second: half a minute for a demo


def start_watched_run(jobs: Jobs, workspace: Workspace, actor: Actor = LOCAL_OWNER) -> Job:
    """Start a run that gives the recorded answers again, one after the other.

    Raises RouterError in a workspace that holds no demo's tickets, ExpectedError while another
    job goes on there.
    """
    company = demo_behind(workspace)
    if company is None:
        raise RouterError("There are recorded answers for the demo companies only.")
    request = RunRequest("embedded", recorded=company.recording(MAIN), pace=PACE)
    return start_run(jobs, workspace, request, NO_MODELS, actor=actor)

"""The guided start: fifty tickets to label, and what is known after them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from jobs import Control, Job, Jobs, Meter
from routing.errors import RouterError
from routing.learning.cold_start import draw
from routing.learning.text_vectors import points
from store.learning import seed_tickets, versions
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor, Role
from usecases.learning.training import LEARN, job_key
from usecases.runs.defaults import default_request
from usecases.runs.embedding_model import embedder

ASKED: Final = 50
DRAWN_FROM: Final = 2_000


def start(jobs: Jobs, workspace: Workspace, models: Path, actor: Actor = LOCAL_OWNER) -> Job:
    """Choose the tickets to ask about, as a job beside the workspace's own."""
    actor.require(Role.REVIEWER, LEARN)
    return jobs.start(
        job_key(workspace),
        lambda: Job("start", "Guided start", lambda c, m: choose(workspace, models, c, m)),
    )


def choose(workspace: Workspace, models: Path, control: Control, meter: Meter) -> str:
    """Draw one ticket at random from each of fifty clusters; what came of it in words.

    Raises RouterError where there is no ticket to ask about.
    """

    def reading(phase: str, done: int, total: int) -> None:
        control.checkpoint()
        meter.tell(phase, done, total)

    versions.hold_back(workspace)
    pool = seed_tickets.pool(workspace, DRAWN_FROM)
    if not pool:
        raise RouterError("Every ticket has a category already; start a run on the Route screen.")
    text = default_request(workspace).text
    texts = [text(ticket) for ticket in pool]
    vectors = points(texts, embedder(models), partial(reading, "Reading tickets"))
    reading("Choosing tickets that differ", 0, 1)
    seed_tickets.keep(workspace, [ticket.key for ticket in pool], draw(vectors, ASKED))
    return f"{seed_tickets.progress(workspace).asked} tickets to label"

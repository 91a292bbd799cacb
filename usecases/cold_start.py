"""The guided start: fifty tickets to label, and what is known after them."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from jobs import Control, Job, Jobs, Meter
from routing.decision import Decision
from routing.errors import RouterError
from routing.learning.cold_start import draw
from routing.learning.text_vectors import points
from routing.routers.embedded import EmbeddedRouter
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket
from store import learning, seed_tickets
from store.workspace import Workspace
from usecases.learning import place
from usecases.run_defaults import default_request
from usecases.run_request import RunRequest
from usecases.runs import embedder

ASKED: Final = 50
DRAWN_FROM: Final = 2_000


def start(jobs: Jobs, workspace: Workspace, models: Path) -> Job:
    """Choose the tickets to ask about, as a job beside the workspace's own."""
    return jobs.start(
        place(workspace),
        lambda: Job("start", "Guided start", lambda c, m: choose(workspace, models, c, m)),
    )


def choose(workspace: Workspace, models: Path, control: Control, meter: Meter) -> str:
    """Draw one ticket at random from each of fifty clusters; what came of it in words.

    Raises RouterError where there is no ticket to ask about.
    """

    def reading(phase: str, done: int, total: int) -> None:
        control.checkpoint()
        meter.tell(phase, done, total)

    learning.hold_back(workspace)
    pool = seed_tickets.pool(workspace, DRAWN_FROM)
    if not pool:
        raise RouterError("Every ticket has a category already; start a run on the Route screen.")
    text = default_request(workspace).text
    texts = [text(ticket) for ticket in pool]
    vectors = points(texts, embedder(models), partial(reading, "Reading tickets"))
    reading("Choosing tickets that differ", 0, 1)
    seed_tickets.keep(workspace, [ticket.key for ticket in pool], draw(vectors, ASKED))
    return f"{seed_tickets.progress(workspace).asked} tickets to label"


def suggestion(workspace: Workspace, taxonomy: Taxonomy, ticket: Ticket, models: Path) -> Decision:
    """Where the descriptions of the categories alone would put the ticket."""
    router = _by_descriptions(taxonomy.to_toml(), models, default_request(workspace).cleaning)
    return router.route([ticket])[0]


@lru_cache(maxsize=8)
def _by_descriptions(toml: str, models: Path, cleaning: bool) -> EmbeddedRouter:  # noqa: FBT001 - a key
    text = RunRequest(cleaning=cleaning).text
    return EmbeddedRouter.fit(Taxonomy.from_toml(toml), [], embedder(models), text=text)

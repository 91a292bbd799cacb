"""A ticket that somebody types or pastes, answered by the router of a run; none of it is kept."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from routing.decision import Decision
from routing.errors import RouterError
from routing.profile import OpenProfile
from routing.ticket import Ticket
from store import policies, profiles, runs, tickets
from store.workspace import Workspace
from usecases.cache import kept_while
from usecases.exploring.nearest_tickets import labelled_tickets
from usecases.profiles.record import from_files
from usecases.runs.embedding_model import embedder

NEIGHBOURS = 3
GREETING = "Hello"
NOTHING = "Type or paste what a customer wrote."


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A labelled ticket that is like the typed one; alike: cosine of their words, 0 to 1."""

    ticket: Ticket
    alike: float


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """What the router says of a typed ticket.

    threshold: confidence from which this category goes without a person, None where none is
    enough. seconds: from asking to the answer, neighbours included.
    """

    decision: Decision
    neighbours: tuple[Neighbour, ...]
    threshold: float | None
    seconds: float


def get_ready(workspace: Workspace, models: Path) -> None:
    """Open the router and read the labelled tickets, so that the first answer comes at once.

    Raises RouterError where no run has kept a router that answers here.
    """
    answer_typed(workspace, GREETING, models)
    # What the router is sure of by its words alone does not open the models; the next text may.
    if model := embedder(models):
        model.embed([GREETING])
        if model.multilingual:
            model.multilingual.embed([GREETING])


def answer_typed(workspace: Workspace, text: str, models: Path) -> TypedAnswer:
    """Category, confidence, reason and the nearest labelled tickets.

    Raises RouterError where no run has kept a router that answers here, or the text is empty.
    """
    if not text.strip():
        raise RouterError(NOTHING)
    router = _open_router(workspace, models)
    started = time.perf_counter()
    subject, _, body = text.strip().partition("\n")
    ticket = Ticket(0, "typed", subject, body)
    (decision,) = router.route([ticket])
    known = labelled_tickets(workspace)
    near = known.nearest(ticket, NEIGHBOURS)
    found = tickets.by_keys(workspace, [key for key, _ in near])
    neighbours = tuple(Neighbour(found[key], alike) for key, alike in near if key in found)
    policy = router.profile.policy
    return TypedAnswer(
        decision, neighbours, policy.thresholds.get(decision.category, policy.threshold),
        time.perf_counter() - started,
    )  # fmt: skip


def _run_and_policy(workspace: Workspace, _models: Path) -> tuple[int, int | None]:
    """The run whose router answers, and the policy it follows now."""
    run_id = profiles.newest_run(workspace)
    version = policies.of_run(workspace, run_id) if run_id else None
    return run_id or 0, version.policy_id if version else None


@kept_while(_run_and_policy)
def _open_router(workspace: Workspace, models: Path) -> OpenProfile:
    run_id, _ = _run_and_policy(workspace, models)
    files = profiles.of_run(workspace, run_id) if run_id else None
    if files is None:
        raise RouterError("No finished run has kept its router yet; route the tickets first.")
    profile = from_files(files)
    if profile.llm is not None:
        raise RouterError(
            f"{runs.one(workspace, run_id).title} asked a provider; a typed ticket is answered on "
            "this machine only. Route with the embedded router to try it here."
        )
    version = policies.of_run(workspace, run_id)
    kept = profile.under(version.policy) if version else profile
    return kept.open(embedder=embedder(models))

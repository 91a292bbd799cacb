"""How the embedded router does on later tickets after the earlier ones, once for the labels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from jobs import Control, Job, Jobs, Meter
from routing.evaluation.earlier_later import EarlierLater, earlier_later
from routing.evaluation.statistics.intervals import Measured, proportion
from routing.routers.embedded import EmbeddedRouter
from routing.ticket import Ticket
from store import settings, taxonomies, tickets
from store.learning import baseline
from store.workspace import Workspace
from usecases.runs.defaults import default_request
from usecases.runs.embedding_model import embedder

MIN_TICKETS: Final = 60
MAX_TICKETS: Final = 6_000
FIGURES: Final = ("repeated", "later", "seen", "new")


def job_key(workspace: Workspace) -> str:
    """The key of its job: beside the workspace's own, so that it is in nobody's way."""
    return f"{workspace.path} (later tickets)"


def start(jobs: Jobs, workspace: Workspace, models: Path) -> Job:
    """Start to measure it; the job that is going on already where there is one."""
    going = jobs.at(job_key(workspace))
    if going and going.live:
        return going
    return jobs.start(
        job_key(workspace),
        lambda: Job("later", "Later tickets", lambda c, m: measure(workspace, models, c, m)),
    )


def measured(workspace: Workspace) -> EarlierLater | None:
    """What was measured for the labels as they are now; None where there was too little."""
    kept = settings.LATER_TICKETS.of(workspace)
    if not kept or kept["labels"] != baseline.labels_version(workspace) or "later" not in kept:
        return None
    repeated, later, seen, new = (_share(kept[name]) for name in FIGURES)
    return EarlierLater(repeated, later, seen, new) if repeated and later else None


def is_fresh(workspace: Workspace) -> bool:
    """Whether it was measured for the labels as they are now."""
    kept = settings.LATER_TICKETS.of(workspace)
    return kept is not None and kept["labels"] == baseline.labels_version(workspace)


def measure(workspace: Workspace, models: Path, control: Control, meter: Meter) -> str:
    """Measure it in this thread; how it ended."""
    labels = baseline.labels_version(workspace)
    known = tickets.labelled(workspace, MAX_TICKETS)
    version = taxonomies.current_or_labels(workspace)
    if len(known) < MIN_TICKETS or version is None:
        settings.LATER_TICKETS.set(workspace, {"labels": labels})
        return "too few labelled tickets"
    text = default_request(workspace).text

    def progress(phase: str, done: int, total: int) -> None:
        control.checkpoint()
        meter.tell(phase, done, total)

    def answers(first: Sequence[Ticket], second: Sequence[Ticket]) -> list[str]:
        router = EmbeddedRouter.fit(
            version.taxonomy, first, embedder(models), text=text, progress=progress
        )
        return [decision.category for decision in router.route(second)]

    found = earlier_later(known, [text(ticket) for ticket in known], answers)
    kept = {name: _counts(getattr(found, name)) for name in FIGURES} if found else {}
    settings.LATER_TICKETS.set(workspace, {"labels": labels, **kept})
    return "finished"


def _counts(share: Measured | None) -> list[int]:
    return [round(share.value * share.n), share.n] if share else [0, 0]


def _share(counts: Sequence[int]) -> Measured | None:
    return proportion(*counts)

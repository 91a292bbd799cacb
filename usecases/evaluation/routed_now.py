"""Coverage and precision as they are now: since what has moved last, else since the reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from routing.evaluation.drift.alarm import Kind, State
from routing.evaluation.statistics.intervals import Measured, proportion
from store.drift import watch
from store.workspace import Workspace
from usecases.cache import kept_by_revision

MIN_LABELLED: Final = 50
# What moves these changes how well tickets are routed; volume and bursts do not.
TOUCHING: Final = frozenset(Kind) - {Kind.VOLUME, Kind.BURST, Kind.LENGTH}


@dataclass(frozen=True, slots=True)
class Shares:
    """Coverage and precision of some tickets; None where too few are labelled to tell."""

    coverage: Measured | None
    precision: Measured | None


@kept_by_revision
def in_reference(workspace: Workspace) -> Shares | None:
    """The shares in the reference; None where there is none."""
    window = watch.reference(workspace)
    return _between(workspace, window.first_ticket, window.last_ticket) if window else None


@kept_by_revision
def since(workspace: Workspace, ticket: int) -> Shares:
    """The shares from a ticket on."""
    return _between(workspace, ticket, None)


@kept_by_revision
def now(workspace: Workspace) -> Shares | None:
    """The shares as they are now; None where no reference says what is new."""
    window = watch.reference(workspace)
    if window is None:
        return None
    moved = [
        alarm.since.ticket for alarm in watch.alarms(workspace)
        if alarm.state is State.OPEN and alarm.kind in TOUCHING
    ]  # fmt: skip
    for ticket in (*moved, window.last_ticket):
        found = since(workspace, ticket)
        if found.precision:
            return found
    return None


def _between(workspace: Workspace, first: int, last: int | None) -> Shares:
    found = watch.routed_between(workspace, first, last)
    enough = found.labelled >= MIN_LABELLED
    return Shares(
        proportion(found.auto, found.tickets),
        proportion(found.right, found.labelled) if enough else None,
    )

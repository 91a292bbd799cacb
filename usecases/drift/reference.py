"""The reference that later tickets are compared with: only a person moves it."""

from __future__ import annotations

from typing import Final

from roi.numbers import number
from routing.errors import EvaluationError
from store.drift import watch
from store.drift.watch import ReferenceWindow
from store.workspace import Workspace
from usecases.actor import Actor, Role

TICKETS: Final = 2_000
MIN_TICKETS: Final = 200
FIRST_TICKETS: Final = Actor("the first tickets", Role.MANAGER)


def choose_reference(
    workspace: Workspace, tickets: int, actor: Actor, *, start: int = 0
) -> ReferenceWindow:
    """Compare with so many decided tickets from a place on, oldest first, from now on.

    Raises EvaluationError where there are too few; it says how many are missing.
    """
    actor.require(Role.MANAGER, "move the reference")
    if tickets < MIN_TICKETS:
        raise EvaluationError(f"A reference needs at least {MIN_TICKETS} tickets, not {tickets}.")
    found = watch.decided_keys(workspace, start=start, most=tickets)
    if len(found) < tickets:
        raise EvaluationError(
            f"The reference needs {tickets:,} decided tickets and there are {len(found):,}: "
            f"{number(tickets - len(found))} are missing."
        )
    return watch.set_reference(workspace, found[0], found[-1], tickets, actor.name)


def choose_latest(workspace: Workspace, tickets: int, actor: Actor) -> ReferenceWindow:
    """Compare with the newest decided tickets: what has moved is the new usual."""
    start = max(0, watch.decided_count(workspace) - tickets)
    return choose_reference(workspace, tickets, actor, start=start)


def reference_or_first(workspace: Workspace) -> ReferenceWindow:
    """The reference that a person chose; before that, the first tickets of the workspace."""
    return watch.reference(workspace) or choose_reference(workspace, TICKETS, FIRST_TICKETS)

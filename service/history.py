"""The labelled tickets that routers may learn from."""

from __future__ import annotations

from routing.learning.exam import near_duplicates
from routing.routers.embedded.examples import TextOf
from routing.ticket import Ticket
from store import learning
from store.workspace import Workspace


def cut_off(workspace: Workspace) -> int | None:
    """The newest review that a run may learn from, None where it may learn from all of them.

    That of the version at work. Before there is one, the labels of the export are what a first
    version is held against; a desk without any label has nothing to lose.
    """
    found = learning.versions(workspace)
    used = next((version for version in found if version.put_to_work), None)
    if used:
        return used.last_review
    return 0 if found or learning.labels(workspace).exported else None


def history(workspace: Workspace, text: TextOf) -> list[Ticket]:
    """The labelled tickets a run may learn from.

    Reviews newer than the version at work wait until a version that learned from them has
    passed; held-back tickets and their near-duplicates are left out for good.

    text: what a router reads of a ticket.
    """
    return allowed(workspace, cut_off(workspace), text)


def allowed(workspace: Workspace, last_review: int | None, text: TextOf) -> list[Ticket]:
    """The same as of that review, or as of now."""
    known = learning.learnable(workspace, last_review)
    held = learning.held_back(workspace) if learning.permille(workspace) else []
    alike = near_duplicates(known, held, text) if held else frozenset()
    return [ticket for ticket in known if ticket.key not in alike]

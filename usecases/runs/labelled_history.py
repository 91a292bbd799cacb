"""The labelled tickets that routers may learn from."""

from __future__ import annotations

from collections.abc import Sequence

from routing.errors import RouterError
from routing.evaluation.folds import group_near_duplicates
from routing.routers.embedded.examples import TextOf
from routing.ticket import Ticket
from store import tickets
from store.learning import versions
from store.workspace import Workspace


def cut_off(workspace: Workspace) -> int | None:
    """The newest review that a run may learn from, None where it may learn from all of them.

    That of the version at work. Before there is one, the labels of the export are what a first
    version is held against; a desk without any label has nothing to lose.
    """
    found = versions.versions(workspace)
    used = next((version for version in found if version.put_to_work), None)
    if used:
        return used.last_review
    return 0 if found or versions.labels(workspace).exported else None


def history(workspace: Workspace, text: TextOf) -> list[Ticket]:
    """The labelled tickets a run may learn from.

    Reviews newer than the version at work wait until a version that learned from them has
    passed; held-back tickets and their near-duplicates are left out for good.

    text: what a router reads of a ticket.
    """
    held = held_back(workspace, text)
    return [t for t in versions.labelled(workspace, cut_off(workspace)) if t.key not in held]


def held_back(workspace: Workspace, text: TextOf) -> frozenset[int]:
    """Keys of the labelled tickets that no router learns from.

    Near-duplicates go together, with the oldest of them: else a text that comes often would
    nearly always have a copy on the other side, and would never be learned.
    """
    chosen = versions.held_back_keys(workspace)
    if not chosen:
        return chosen
    known = sorted(versions.labelled(workspace), key=lambda ticket: ticket.key)
    groups = group_near_duplicates([text(ticket) for ticket in known]).tolist()
    oldest: dict[int, int] = {}
    for ticket, group in zip(known, groups, strict=True):
        oldest.setdefault(group, ticket.key)
    return frozenset(
        ticket.key for ticket, group in zip(known, groups, strict=True) if oldest[group] in chosen
    )


def apart_from(workspace: Workspace, history: Sequence[Ticket]) -> list[Ticket]:
    """Of a history from elsewhere the tickets that are no labelled tickets of the workspace.

    What a router learned from proves nothing of it. Raises RouterError where nothing is left.
    """
    scored = {(t.id, t.subject, t.body) for t in tickets.labelled(workspace)}
    left = [t for t in history if (t.id, t.subject, t.body) not in scored]
    if history and not left:
        raise RouterError(
            "The history holds the same labelled tickets as what is to be routed. Leave it out: "
            "then they are learned from in turns, and none is judged by what it taught."
        )
    return left

"""What a person decides on tickets: recorded under the name of who did it, and taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pyarrow as pa

from store.reviewing import bulk, locks, reviews
from store.reviewing.bulk import Accepted
from store.reviewing.locks import Holder
from store.reviewing.reviews import Review
from store.workspace import Workspace
from usecases.actor import Actor, Role

REVIEW: Final = "review tickets"


def record_review(
    workspace: Workspace, review: Review, actor: Actor, *, only_if_open: bool = False
) -> int:
    """Write a review under the name of the actor; its number.

    only_if_open: refuse where somebody has decided the ticket already.

    Raises WorkspaceError where the review does not say what its verdict needs.
    """
    actor.require(Role.REVIEWER, REVIEW)
    named = replace(review, reviewer=actor.name)
    return reviews.record(workspace, named, only_if_open=only_if_open)


def decide_held(workspace: Workspace, review: Review, holder: Holder, actor: Actor) -> int:
    """The same for a ticket that is held in the queue.

    Raises WorkspaceError where somebody else holds it now.
    """
    actor.require(Role.REVIEWER, REVIEW)
    return locks.decide(workspace, replace(review, reviewer=actor.name), holder)


def undo_review(
    workspace: Workspace, review_id: int, actor: Actor, *, origin: str = "queue"
) -> int:
    """Take a review back; the number of that row.

    Raises WorkspaceError where it was taken back before.
    """
    actor.require(Role.REVIEWER, REVIEW)
    return reviews.undo(workspace, review_id, actor.name, origin=origin)


def send_to_review(
    workspace: Workspace, ticket_key: int, actor: Actor, *, origin: str, run_id: int | None
) -> bool:
    """Ask for a review of a ticket whatever the policy says; whether that is new."""
    actor.require(Role.REVIEWER, REVIEW)
    return bool(reviews.send(workspace, [ticket_key], actor.name, origin=origin, run_id=run_id))


def accept_together(
    workspace: Workspace, rest: pa.Table, run_id: int, holder: Holder, actor: Actor, *, note: str
) -> int:
    """Accept the suggestions of many tickets after a sample proved enough; how many there were."""
    actor.require(Role.REVIEWER, REVIEW)
    return bulk.accept(workspace, rest, run_id, replace(holder, reviewer=actor.name), note)


def take_back_together(workspace: Workspace, accepted: Accepted, actor: Actor) -> None:
    """Take back what was accepted together."""
    actor.require(Role.REVIEWER, REVIEW)
    bulk.take_back(workspace, accepted, actor.name)

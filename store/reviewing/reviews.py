"""What people decided on tickets: recorded for good, taken back by a row of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import duckdb

from routing.errors import WorkspaceError
from store.queries import query
from store.workspace import Workspace

EVERY: Final = 10_000_000


class Basis(StrEnum):
    """What a person had in view when deciding: whether a suggestion stands behind a label.

    BLIND: the ticket alone. GUIDED: the same, in a guided start. SHOWN: a suggestion, too.
    BULK: a suggestion accepted with many others; nobody read the ticket.
    """

    BLIND = "blind"
    GUIDED = "guided"
    SHOWN = "shown"
    BULK = "bulk"


class Verdict(StrEnum):
    """What a review says of a ticket."""

    CHOSEN = "chosen"
    SPLIT = "split"
    SKIPPED = "skipped"
    NOTED = "noted"
    SENT = "sent"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Review:
    """One row of what a person did.

    category: where the ticket belongs, for `chosen` and `split`. It becomes the actual category
        only of a blind look at a ticket of which the export does not say it (`is_gold`).
    second_category: the other problem of a ticket that holds two.
    origin: where the review came from: `queue`, `bulk`, `guided start`, `misroutes`, …
    blind: a second look that did not see the first; it measures agreement and changes nothing.
    basis: what the person had in view.
    chance: with which the ticket was drawn for a blind look; None where it was not drawn by lot.
    run_id: the run whose decision was on screen; what it suggested is recorded with the review.
    suggested, confidence: what was suggested where no run says it.
    seconds: attention the review took, breaks left out.
    review_id, undoes, reviewed_at: known once it is recorded.
    """

    ticket_key: int
    reviewer: str
    verdict: Verdict
    category: str | None = None
    second_category: str | None = None
    note: str = ""
    origin: str = "queue"
    blind: bool = False
    run_id: int | None = None
    suggested: str | None = None
    confidence: float | None = None
    seconds: float | None = None
    basis: Basis = Basis.SHOWN
    chance: float | None = None
    review_id: int = 0
    undoes: int | None = None
    reviewed_at: datetime | None = None

    @property
    def is_gold(self) -> bool:
        """Whether accuracy may rest on it: drawn by lot, and decided without a suggestion."""
        drawn = self.chance is not None and not self.blind
        return drawn and self.basis in (Basis.BLIND, Basis.GUIDED)


def record(workspace: Workspace, review: Review, *, only_if_open: bool = False) -> int:
    """Write one review; its number.

    only_if_open: refuse where a standing review is there already, so that two people at once
        decide a ticket once.
    Raises WorkspaceError where the review does not say what its verdict needs.
    """
    with workspace.writing() as cursor:
        return write(cursor, review, only_if_open=only_if_open)


def record_all(
    workspace: Workspace, reviews: Sequence[Review], *, only_if_open: bool = False
) -> list[int]:
    """Write many reviews in one transaction: all of them, or none."""
    with workspace.writing() as cursor:
        return [write(cursor, review, only_if_open=only_if_open) for review in reviews]


def write(cursor: duckdb.DuckDBPyConnection, review: Review, *, only_if_open: bool = False) -> int:
    """Record a review as part of a transaction that is already going on."""
    _check(review)
    if only_if_open and _count(cursor, "reviews.standing", [review.ticket_key]):
        raise WorkspaceError("Somebody else has just decided this ticket; take the next one.")
    wanted = asdict(replace(review, note=review.note.strip()))
    del wanted["review_id"], wanted["reviewed_at"]
    (number,) = cursor.execute(query("reviews.add"), wanted).fetchone() or (0,)
    if review.is_gold or review.verdict is Verdict.UNDONE:
        cursor.execute(query("reviews.settle"), {"ticket_key": review.ticket_key})
    return int(number)


def undo(workspace: Workspace, review_id: int, reviewer: str, *, origin: str = "queue") -> int:
    """Take a review back: all is as if it had not been given. The number of that row.

    Raises WorkspaceError where it was taken back before, or is no review.
    """
    earlier = one(workspace, review_id)
    back = Review(
        earlier.ticket_key, reviewer, Verdict.UNDONE, origin=origin, undoes=review_id,
        run_id=earlier.run_id, blind=earlier.blind, basis=earlier.basis,
    )  # fmt: skip
    with workspace.writing() as cursor:
        if earlier.undoes or _count(cursor, "reviews.undone", [review_id]):
            raise WorkspaceError("This review was taken back already.")
        return write(cursor, back)


def send(
    workspace: Workspace,
    ticket_keys: Sequence[int],
    reviewer: str,
    *,
    note: str = "",
    origin: str = "misroutes",
    run_id: int | None = None,
) -> int:
    """Ask for a review of these tickets, whatever the policy says; how many are new.

    A ticket that already waits because it was sent by hand is not sent twice.
    """
    new = 0
    with workspace.writing() as cursor:
        for key in ticket_keys:
            if not _count(cursor, "reviews.sent", {"ticket_key": key}):
                sent = Review(key, reviewer, Verdict.SENT, note=note, origin=origin, run_id=run_id)
                write(cursor, sent)
                new += 1
    return new


def one(workspace: Workspace, review_id: int) -> Review:
    """The review of that number. Raises WorkspaceError where there is none."""
    rows = workspace.rows("reviews.one", [review_id])
    if not rows:
        raise WorkspaceError(f"There is no review {review_id}.")
    return _review(rows[0])


def of_ticket(workspace: Workspace, ticket_key: int) -> list[Review]:
    """Everything people did with a ticket, newest first."""
    return [_review(row) for row in workspace.rows("reviews.of_ticket", [ticket_key])]


def category_of(workspace: Workspace, ticket_key: int) -> str | None:
    """What the newest standing review says of a ticket; None where nobody has decided it."""
    rows = workspace.rows("reviews.category_of", [ticket_key])
    return rows[0][0] if rows else None


def last_of(workspace: Workspace, reviewer: str) -> Review | None:
    """The newest thing a reviewer did that was not taken back: what undo would take back.

    A bulk accept is left out; it is taken back as a whole.
    """
    rows = workspace.rows("reviews.last_of", [reviewer])
    return _review(rows[0]) if rows else None


def _count(cursor: duckdb.DuckDBPyConnection, name: str, wanted: Any) -> int:
    (found,) = cursor.execute(query(name), wanted).fetchone() or (0,)
    return int(found)


def _check(review: Review) -> None:
    placed = review.verdict in (Verdict.CHOSEN, Verdict.SPLIT)
    if not review.reviewer.strip():
        raise WorkspaceError("Say who reviews: a review needs a name.")
    if placed != bool(review.category):
        raise WorkspaceError("Choose the category this ticket belongs to.")
    if (review.verdict is Verdict.SPLIT) != bool(review.second_category):
        raise WorkspaceError("Choose a category for each of the two problems.")
    if review.chance is not None and not 0 < review.chance <= 1:
        raise WorkspaceError("The chance of a blind look lies between 0 and 1.")
    if review.verdict is Verdict.SPLIT and review.category == review.second_category:
        raise WorkspaceError("The two problems must have different categories.")


def _review(row: tuple[Any, ...]) -> Review:
    key, reviewer, verdict, *rest = row
    found = Review(key, reviewer, Verdict(verdict), *rest)
    return replace(found, basis=Basis(found.basis))

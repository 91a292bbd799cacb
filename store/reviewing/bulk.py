"""Many reviews at once: a set of tickets, a sample of it checked by hand, the rest accepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import pyarrow as pa

from routing.decision import ReviewKind
from store.queries import query
from store.reviewing.locks import Holder, clock
from store.reviewing.waiting import ReviewFilter
from store.workspace import Workspace

# Whoever asked for a person on every ticket, or was warned of a text, shall get one on each.
ALLOWED: Final = (
    ReviewKind.UNSURE, ReviewKind.BETWEEN, ReviewKind.SHORT, ReviewKind.NO_THRESHOLD,
    ReviewKind.LANGUAGE, ReviewKind.TWO,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Accepted:
    """One bulk accept that stands: when, by whom, how many tickets, on which evidence."""

    at: datetime
    reviewer: str
    tickets: int
    note: str


def candidates(workspace: Workspace, run_id: int, filters: ReviewFilter) -> pa.Table:
    """What may be accepted together, at random but always in the same order: ticket_key, place.

    Tickets that were decided before are left out, those of the sample stay in; so its first
    tickets are the sample, before and after it was checked.
    """
    wanted = {key: value for key, value in filters.parameters().items() if key != "order"}
    kinds = [kind.value for kind in ALLOWED]
    frame = workspace.frame("bulk_reviews.candidates", {**wanted, "run_id": run_id, "kinds": kinds})
    return pa.Table.from_pandas(frame, preserve_index=False)


@dataclass(frozen=True, slots=True)
class SampleCheck:
    """How far a sample is decided, and how its suggestions fare.

    right: decided as suggested by a person who did not see the suggestion, and not otherwise by
        the export. known: of the decided ones, those whose label the export knows already;
        known_otherwise: those of them that it knows to be another one.
    """

    done: int = 0
    right: int = 0
    known: int = 0
    known_otherwise: int = 0

    @property
    def wrong(self) -> int:
        """Decided otherwise than suggested."""
        return self.done - self.right


def checked(workspace: Workspace, sample: pa.Table, run_id: int) -> SampleCheck:
    """What was found in the sample so far."""
    with workspace.reading() as cursor:
        cursor.register("queued", sample)
        found = cursor.execute(query("bulk_reviews.checked"), {"run_id": run_id}).fetchone()
        return SampleCheck(*map(int, found or ()))


def known_labels(workspace: Workspace, run_id: int, filters: ReviewFilter) -> pa.Table:
    """The tickets that match and whose label is known: ticket_key, otherwise.

    otherwise: whether the label is another one than suggested. They stand beside the set that is
    to be accepted, whether they belong to it or not.
    """
    wanted = {k: v for k, v in filters.parameters().items() if k not in {"order", "unplaced"}}
    kinds = [kind.value for kind in ALLOWED]
    frame = workspace.frame("bulk_reviews.known", {**wanted, "run_id": run_id, "kinds": kinds})
    return pa.Table.from_pandas(frame, preserve_index=False)


def accept(workspace: Workspace, rest: pa.Table, run_id: int, holder: Holder, note: str) -> int:
    """Record the suggestion for every ticket that nobody has decided or holds; how many.

    It stands beside what is known of a ticket and proves nothing.
    note: the evidence, kept with every one of these reviews.
    """
    wanted = {
        "run_id": run_id, "reviewer": holder.reviewer, "session": holder.session, "note": note,
        "now": clock(),
    }  # fmt: skip
    return _write(workspace, "bulk_reviews.accept", wanted, rest)


def newest(workspace: Workspace) -> Accepted | None:
    """The newest bulk accept that was not taken back."""
    rows = workspace.rows("bulk_reviews.newest")
    return Accepted(*rows[0]) if rows else None


def take_back(workspace: Workspace, accepted: Accepted, reviewer: str) -> int:
    """Take a whole bulk accept back, as far as it stands; how many tickets that was."""
    wanted = {"at": accepted.at, "reviewer": reviewer}
    return _write(workspace, "bulk_reviews.take_back", wanted)


def _write(
    workspace: Workspace, name: str, wanted: dict[str, Any], queued: pa.Table | None = None
) -> int:
    with workspace.writing() as cursor:
        if queued is not None:
            cursor.register("queued", queued)
        changed = cursor.execute(query(name), wanted).fetchall()
    workspace.checkpoint()
    return len(changed)

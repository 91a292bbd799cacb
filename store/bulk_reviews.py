"""Many reviews at once: a pile of tickets, a sample of it checked by hand, the rest accepted."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

import pyarrow as pa

from routing.decision import ReviewKind
from store.queries import query
from store.review_locks import Holder, ReviewFilter, clock
from store.workspace import Workspace

# Whoever asked for a person on every ticket, or was warned of a text, shall get one on each.
ALLOWED: Final = (
    ReviewKind.UNSURE, ReviewKind.NO_THRESHOLD, ReviewKind.LANGUAGE, ReviewKind.TWO,
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
    wanted = {key: value for key, value in asdict(filters).items() if key != "order"}
    kinds = [kind.value for kind in ALLOWED]
    frame = workspace.frame("bulk_reviews.candidates", {**wanted, "run_id": run_id, "kinds": kinds})
    return pa.Table.from_pandas(frame, preserve_index=False)


def checked(workspace: Workspace, sample: pa.Table) -> tuple[int, int]:
    """How many tickets of the sample have been decided, and how many of these as suggested."""
    with workspace.reading() as cursor:
        cursor.register("line", sample)
        done, right = cursor.execute(query("bulk_reviews.checked")).fetchone() or (0, 0)
        return int(done), int(right)


def accept(workspace: Workspace, rest: pa.Table, run_id: int, holder: Holder, note: str) -> int:
    """Record the suggestion as the category of every ticket that nobody has decided or holds.

    note: the evidence, kept with every one of these reviews. Returns how many there were.
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
    workspace: Workspace, name: str, wanted: dict[str, Any], line: pa.Table | None = None
) -> int:
    with workspace.writing() as cursor:
        if line is not None:
            cursor.register("line", line)
        changed = cursor.execute(query(name), wanted).fetchall()
        keys = pa.table({"ticket_key": pa.array([key for (key,) in changed], pa.int64())})
        cursor.register("changed", keys)
        cursor.execute(query("bulk_reviews.settle"))
    workspace.checkpoint()
    return len(changed)

"""Which tickets wait for a person, in which order, and what is known of one of them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal

import duckdb
import pyarrow as pa

from routing.decision import Alternative, Decision, Disposition, ReviewKind
from store.queries import query
from store.reviewing.reviews import Verdict
from store.tickets import EVERY_TICKET, Filters
from store.workspace import Workspace

Order = Literal["risk", "doubt", "sure"]


@dataclass(frozen=True, slots=True)
class ReviewFilter:
    """Which of the waiting tickets to offer, and in which order; None means any.

    order: `risk`: high risk first, then the oldest; `doubt`: the narrowest lead of the likeliest
        category first; `sure`: the highest confidence first.
    unplaced: only tickets of which the export does not say where they belong.
    selected: only these tickets, as selected on other screens.
    """

    order: Order = "risk"
    kind: ReviewKind | None = None
    category: str | None = None
    least: float = 0.0
    most: float = 1.0
    unplaced: bool = False
    selected: Filters = EVERY_TICKET

    @property
    def wanted(self) -> bool:
        """Whether tickets that were asked for by hand belong to it: not where it is narrowed."""
        is_any = self.kind is None and self.category is None and self.selected == EVERY_TICKET
        return is_any and (self.least, self.most) == (0, 1)

    def parameters(self) -> dict[str, Any]:
        """What the queries take of it; the selection is applied to what they find."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "selected"}


def waiting_tickets(
    workspace: Workspace,
    run_id: int,
    filters: ReviewFilter,
    risky: frozenset[str],
    drawn_share: float = 0.0,
) -> pa.Table:
    """The tickets of a run that wait, in the order they are offered in: ticket_key, place.

    drawn_share: the share drawn by lot for a blind look; these are left out where the filters ask
        for a suggestion, for then it is known before the look.

    It holds what the policy sends to a person, decided or not, so that it need not be read again
    at every step.
    """
    told = filters.category is not None or (filters.least, filters.most) != (0, 1)
    told = told or filters.selected.asks_run
    share = drawn_share if told else 0.0
    wanted = {**filters.parameters(), "run_id": run_id, "risky": sorted(risky), "share": share}
    frame = workspace.frame("review_locks.review_queue", wanted)
    return pa.Table.from_pandas(frame, preserve_index=False)


def disputed(workspace: Workspace, reviewer: str) -> list[int]:
    """The tickets that two others judged differently and nobody has settled, oldest first."""
    return [key for (key,) in workspace.rows("review_locks.disputed", {"reviewer": reviewer})]


def count_left(workspace: Workspace, waiting: pa.Table, *, wanted: bool = True) -> int:
    """How many tickets still wait, those on somebody's screen included, blind looks left out."""
    with workspace.reading() as cursor:
        cursor.register("queued", waiting)
        found = rows_of(cursor, "review_locks.left", {})
        if wanted and rows_of(cursor, "review_locks.any_wanted", {})[0][0]:
            found += rows_of(cursor, "review_locks.left_wanted", {})
        return sum(count for (count,) in found)


def run_answer(workspace: Workspace, run_id: int, ticket_key: int) -> Decision | None:
    """What the run says of a ticket; None where it has not decided on it."""
    rows = workspace.rows("review_locks.answer", {"run_id": run_id, "ticket_key": ticket_key})
    if not rows:
        return None
    category, confidence, others, reason, disposition, why, kind, error, router = rows[0]
    return Decision(
        ticket_key, category, confidence, router, reason=reason, error=error, review_reason=why,
        alternatives=tuple(Alternative(**other) for other in others),
        disposition=Disposition(disposition), review_kind=ReviewKind(kind) if kind else None,
    )  # fmt: skip


def judgements(workspace: Workspace, ticket_key: int) -> list[tuple[str, str, str]]:
    """What people say of a ticket, the newest of each: category, note, reviewer; oldest first."""
    rows = workspace.rows("review_locks.judgements", [ticket_key])
    return [(category, note, reviewer) for category, note, reviewer in rows]


def wanted_by(workspace: Workspace, ticket_key: int) -> str | None:
    """Who asked for this ticket by hand and why, in one sentence; None where nobody did."""
    anything = workspace.rows("review_locks.any_wanted")[0][0]
    rows = workspace.rows("review_locks.wanted_by", [ticket_key]) if anything else []
    if not rows:
        return None
    verdict, reviewer, note = rows[0]
    if verdict != Verdict.SENT:
        return "two reviewers judged it differently"
    return f"{reviewer} asked for it" + (f": {note}" if note else "")


def rows_of(
    cursor: duckdb.DuckDBPyConnection, name: str, wanted: dict[str, Any]
) -> list[tuple[Any, ...]]:
    """The rows of the named query, given of `wanted` what it asks for."""
    statement = query(name)
    needed = {key: value for key, value in wanted.items() if f"${key}" in statement}
    return cursor.execute(statement, needed).fetchall()

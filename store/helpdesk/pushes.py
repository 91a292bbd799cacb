"""Pushes to help desks: what was planned, the journal of what was written, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from helpdesk.assignments import Remark
from helpdesk.journal import Intent, Outcome, Planned, Status
from store.queries import query
from store.workspace import Workspace

# Slow to load, and most commands show no table.
if TYPE_CHECKING:
    import pandas as pd

INTENT: Final = "intent"
SERVICE: Final = "the live service"
PLAN: Final = pa.schema(
    [
        ("ticket", pa.string()), ("from_group", pa.string()), ("to_group", pa.string()),
        ("category", pa.string()), ("confidence", pa.float64()),
        ("tags", pa.list_(pa.string())), ("note", pa.string()),
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decided:
    """What a run says of a ticket, and where its help desk had it at the last reading.

    hindrance: why the policy did not route it alone; empty where it did.
    reviewer: the person whose decision the category is; empty where it is the router's.
    moved: whether somebody has moved it at the desk after it was decided.
    """

    ticket: str
    group: str | None
    status: str
    category: str
    confidence: float
    disposition: str
    hindrance: str
    reason: str
    reviewer: str = ""
    moved: bool = False


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A planned ticket with the decision behind it."""

    planned: Planned
    category: str
    confidence: float


@dataclass(frozen=True, slots=True)
class PushRecord:
    """A push. undoes: the push it takes back. undone_by: the one that took it back."""

    push_id: int
    desk: str
    run_id: int
    undoes: int | None
    actor: str
    started_at: datetime
    tickets: int
    undone_by: int | None


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """What came of a ticket, groups by name."""

    ticket: str
    status: str
    reason: str
    from_group: str | None
    to_group: str | None
    confidence: float
    after_group: str | None
    at: datetime | None


def decided(workspace: Workspace, desk: str, run_id: int) -> list[Decided]:
    """The decisions of a run on the tickets of that help desk."""
    rows = workspace.rows("pushes.decided", {"desk": desk, "run_id": run_id})
    return [Decided(*row) for row in rows]


def elsewhere(workspace: Workspace, desk: str, run_id: int) -> int:
    """How many tickets of the run do not come from that help desk."""
    return int(workspace.rows("pushes.elsewhere", {"desk": desk, "run_id": run_id})[0][0])


def open_push(
    workspace: Workspace, desk: str, run_id: int, *, by_service: bool = False
) -> int | None:
    """The push of that run which was not undone; it is gone on with.

    by_service: what the live service wrote is a push of its own, so that it is undone by itself.
    """
    named = {"desk": desk, "run_id": run_id, "service": SERVICE, "by_service": by_service}
    rows = workspace.rows("pushes.open", named)
    return int(rows[0][0]) if rows else None


def undo_of(workspace: Workspace, push_id: int) -> int | None:
    """The push that takes that one back."""
    rows = workspace.rows("pushes.undo_of", [push_id])
    return int(rows[0][0]) if rows else None


def start(
    workspace: Workspace, desk: str, run_id: int, actor: str, plan: Sequence[PlannedRow],
    *, undoes: int | None = None,
) -> int:  # fmt: skip
    """Record a new push with its plan; its number."""
    wanted = {"desk": desk, "run_id": run_id, "undoes": undoes, "actor": actor}
    with workspace.writing() as cursor:
        (number,) = cursor.execute(query("pushes.start"), wanted).fetchone() or (0,)
        cursor.register("batch", _plan(plan))
        cursor.execute(query("pushes.plan"), {"push_id": number})
    return int(number)


def extend(workspace: Workspace, push_id: int, plan: Sequence[PlannedRow]) -> None:
    """Add what has been decided since; what is planned already stays as it is."""
    workspace.append("pushes.plan", _plan(plan), {"push_id": push_id})


def way_back(workspace: Workspace, push_id: int) -> list[PlannedRow]:
    """The plan that takes a push back: every ticket where our write stands or might stand."""
    return [
        PlannedRow(Planned(ticket, before, group, Remark(removed=tuple(tags))), category, sure)
        for ticket, before, group, category, sure, tags in workspace.rows(
            "pushes.way_back", [push_id]
        )
    ]


def all_pushes(workspace: Workspace) -> list[PushRecord]:
    """Every push, newest first."""
    return [PushRecord(*row) for row in workspace.rows("pushes.all")]


def outcomes(workspace: Workspace, push_id: int) -> list[OutcomeRow]:
    """What came of every planned ticket of a push."""
    return [OutcomeRow(*row) for row in workspace.rows("pushes.outcomes", [push_id])]


def counts(workspace: Workspace, push_id: int) -> dict[Status, int]:
    """How many tickets of the push came to what."""
    return {Status(status): int(n) for status, n in workspace.rows("pushes.counts", [push_id])}


def audit(workspace: Workspace, push_id: int | None, most: int) -> pd.DataFrame:
    """Who wrote what, when, before and after, and the answer; newest first.

    push_id: only of that push; None for all.
    """
    return workspace.frame("pushes.audit", {"push_id": push_id, "most": most})


def kept(workspace: Workspace, run_id: int | None = None) -> dict[int, tuple[int, int]]:
    """By push: assigned tickets that were read again since, and those that people left there."""
    rows = workspace.rows("pushes.kept", {"run_id": run_id})
    return {int(push): (int(n), int(left)) for push, n, left in rows}


class Journal:
    """The journal of one push: a line is kept for good before the call returns."""

    def __init__(self, workspace: Workspace, push_id: int) -> None:
        self._workspace = workspace
        self._push_id = push_id
        self._line = int(workspace.rows("pushes.last_line")[0][0])

    def pending(self) -> Sequence[Planned]:
        """Tickets for which nothing that counts was sent yet."""
        return self._open(in_doubt=False)

    def in_doubt(self) -> Sequence[Planned]:
        """Tickets whose last line is an intent."""
        return self._open(in_doubt=True)

    def intend(self, intents: Sequence[Intent]) -> None:
        """Keep what is about to be written."""
        self._write(
            [
                {"ticket": each.ticket, "logged_at": each.at, "status": INTENT, "reason": "",
                 "before_group": each.before, "after_group": each.group, "stamp": each.stamp,
                 "written": False}
                for each in intents
            ]
        )  # fmt: skip

    def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Keep what came of it."""
        self._write(
            [
                {"ticket": each.ticket, "logged_at": each.at, "status": each.status.value,
                 "reason": each.reason, "before_group": each.before, "after_group": each.after,
                 "stamp": None, "written": each.written}
                for each in outcomes
            ]
        )  # fmt: skip

    def _write(self, rows: list[dict[str, Any]]) -> None:
        if not rows:
            return
        for row in rows:
            self._line += 1
            row["line"] = self._line
            row["logged_at"] = row["logged_at"].astimezone(UTC).replace(tzinfo=None)
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        self._workspace.execute("pushes.log", {"push_id": self._push_id, **columns}, aside=True)

    def _open(self, *, in_doubt: bool) -> list[Planned]:
        wanted = {"push_id": self._push_id, "in_doubt": in_doubt}
        rows = self._workspace.rows("pushes.open_tickets", wanted)
        return [
            Planned(ticket, before, group, _remark(tags, note, undo=undo), stamp or "")
            for ticket, before, group, tags, note, stamp, undo in rows
        ]


def _remark(tags: Sequence[str], note: str, *, undo: bool) -> Remark:
    return Remark(removed=tuple(tags)) if undo else Remark(tuple(tags), note)


def _plan(plan: Sequence[PlannedRow]) -> pa.Table:
    rows = [
        {
            "ticket": row.planned.ticket, "from_group": row.planned.before,
            "to_group": row.planned.group, "category": row.category, "confidence": row.confidence,
            "tags": [*row.planned.remark.tags, *row.planned.remark.removed],
            "note": row.planned.remark.note,
        }
        for row in plan
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=PLAN)

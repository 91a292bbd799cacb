"""What the drift watch reads of a workspace and keeps in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import isfinite
from typing import Any, Final, Literal

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from routing.evaluation.drift.alarm import Alarm, Effect, Kind, Since, Size, State
from store.queries import query
from store.workspace import Workspace

Period = Literal["day", "week", "month"]
MOST: Final = 10_000_000
SEEN: Final = pa.schema(
    [("ticket_key", pa.int64()), ("labelled", pa.bool_()), ("language", pa.string())]
)
PREDICTIONS: Final = pa.schema([
    ("ticket_key", pa.int64()), ("category", pa.string()), ("confidence", pa.float64()),
    ("model", pa.string()), ("auto", pa.bool_()),
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReferenceWindow:
    """The tickets that later ones are compared with, by their first and last key."""

    reference_id: int
    first_ticket: int
    last_ticket: int
    tickets: int
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class Routed:
    """Decided tickets: how many, auto-routed, of these with a label, and of these right."""

    tickets: int
    auto: int
    labelled: int
    right: int


@dataclass(frozen=True, slots=True)
class SavedState:
    """What a watch remembers between two looks. as_of: seconds since 1970, NaN where unknown."""

    reference_id: int
    looks: int
    as_of: float
    state: bytes


def decided(
    workspace: Workspace,
    *,
    until: datetime | None = None,
    unseen: bool = False,
) -> pd.DataFrame:
    """Decided tickets, oldest first: ticket_key, time, text, category, confidence, model, auto."""
    return workspace.frame("drift.decided", {"until": until, "unseen": unseen})


def decided_keys(workspace: Workspace, *, start: int = 0, most: int = MOST) -> list[int]:
    """The decided tickets, oldest first."""
    found = workspace.rows("drift.decided_keys", {"start": start, "most": most})
    return [int(key) for (key,) in found]


def decided_count(workspace: Workspace) -> int:
    """How many tickets are decided."""
    return int(workspace.rows("drift.decided_count")[0][0])


def labels(
    workspace: Workspace, *, until: datetime | None = None, unseen: bool = False
) -> pd.DataFrame:
    """Actual categories without a suggestion behind them: ticket_key, category, time, auto.

    auto: whether the decision on the ticket was auto-routed.
    """
    return workspace.frame("drift.labels", {"until": until, "unseen": unseen})


def reference(workspace: Workspace) -> ReferenceWindow | None:
    """The window that counts, None before the first."""
    rows = workspace.rows("drift.reference")
    return ReferenceWindow(*rows[0]) if rows else None


def auto_routed_since(workspace: Workspace, ticket: int | None) -> list[int]:
    """The tickets that went without a person from that one on; all for None."""
    found = workspace.rows("drift.auto_routed_since", {"ticket": ticket})
    return [int(key) for (key,) in found]


def set_reference(
    workspace: Workspace, first_ticket: int, last_ticket: int, tickets: int, set_by: str
) -> ReferenceWindow:
    """Compare with other tickets from now on; what was seen is seen anew."""
    wanted = {
        "first_ticket": first_ticket, "last_ticket": last_ticket, "tickets": tickets,
        "set_by": set_by,
    }  # fmt: skip
    with workspace.writing() as cursor:
        cursor.execute(query("drift.forget_seen"))
        cursor.execute(query("drift.add_reference"), wanted)
    found = reference(workspace)
    assert found  # noqa: S101 - it was written just now
    return found


def renew_reference(workspace: Workspace) -> None:
    """See everything anew against the same tickets: their categories have other names now.

    What was told is not told again, and who has dealt with it need not do so again.
    """
    with workspace.writing() as cursor:
        cursor.execute(query("drift.forget_seen"))
        cursor.execute(query("drift.renew_reference"))


def state(workspace: Workspace, reference_id: int) -> SavedState | None:
    """What the watch against a reference remembers."""
    rows = workspace.rows("drift.state", [reference_id])
    if not rows:
        return None
    content, looks, as_of = rows[0]
    return SavedState(reference_id, looks, np.nan if as_of is None else as_of, bytes(content))


def record(
    workspace: Workspace,
    saved: SavedState,
    alarms: Sequence[Alarm],
    *,
    seen: Mapping[int, str | None],
    labelled: Sequence[int],
    channels: Sequence[str] = (),
) -> list[int]:
    """Keep what a look has come to, in one transaction with the messages; numbers of new alarms.

    seen: tickets that were counted now, with their language. labelled: those whose actual category
    was counted.
    """
    counted = pa.table([list(seen), [False] * len(seen), list(seen.values())], schema=SEEN)
    known = [list(labelled), [True] * len(labelled), [None] * len(labelled)]
    with workspace.writing() as cursor:
        wanted = {
            "reference_id": saved.reference_id, "looks": saved.looks,
            "as_of": _time(saved.as_of), "state": saved.state,
        }  # fmt: skip
        cursor.execute(query("drift.set_state"), wanted)
        for part in (counted, pa.table(known, schema=SEEN)):
            if part.num_rows:
                cursor.register("batch", part)
                cursor.execute(query("drift.add_seen"))
                cursor.unregister("batch")
        return _add_all(cursor, saved.reference_id, alarms, channels)


def add_alarms(
    workspace: Workspace, reference_id: int, found: Sequence[Alarm], channels: Sequence[str]
) -> list[int]:
    """Keep alarms with their messages; numbers of those that are new."""
    with workspace.writing() as cursor:
        return _add_all(cursor, reference_id, found, channels)


def alarms(workspace: Workspace) -> list[Alarm]:
    """The alarms against the present reference, newest first; `id` is their number in the table."""
    return [_alarm(row) for row in workspace.rows("drift.alarms")]


def close(workspace: Workspace, alarm_id: int, by: str) -> None:
    """Note that a person has dealt with an alarm."""
    workspace.execute("drift.close_alarm", {"alarm_id": alarm_id, "closed_by": by})


def alarms_by_id(workspace: Workspace, numbers: Sequence[int]) -> dict[int, Alarm]:
    """These alarms, whatever reference they were raised against."""
    rows = workspace.rows("drift.alarms_by_id", {"numbers": list(numbers)})
    return {int(row[0]): _alarm(row) for row in rows}


def add_predictions(workspace: Workspace, rows: pa.Table) -> None:
    """Keep decisions that were made elsewhere; a later one on a ticket replaces an earlier one."""
    workspace.append("drift.add_predictions", rows)


def keys_of_ids(workspace: Workspace) -> dict[str, int]:
    """The tickets by the ids of the desk; of equal ids the first."""
    return {str(name): int(key) for name, key in workspace.rows("drift.keys_of_ids")}


def ids(workspace: Workspace, keys: Sequence[int]) -> dict[int, str]:
    """The ids of the desk of some tickets."""
    return {int(key): str(name) for key, name in workspace.rows("drift.ids", {"keys": list(keys)})}


def routed_between(workspace: Workspace, first: int, last: int | None) -> Routed:
    """How the tickets from one to another were routed; last: None for up to the newest."""
    (row,) = workspace.rows("drift.routed_between", {"first": first, "last": last})
    return Routed(*map(int, row))


def reference_days(workspace: Workspace) -> float | None:
    """How many days the reference spans; None where times are unknown."""
    rows = workspace.rows("drift.reference_days")
    return float(rows[0][0]) if rows and rows[0][0] is not None else None


def by_period(workspace: Workspace, period: Period) -> pd.DataFrame:
    """Counts and sums of each day, week or month by category and language; see the query."""
    return workspace.frame("drift.by_period", {"period": period})


def _add_all(
    cursor: duckdb.DuckDBPyConnection,
    reference_id: int,
    found: Sequence[Alarm],
    channels: Sequence[str],
) -> list[int]:
    known = {row[0] for row in cursor.execute(query("drift.alarms")).fetchall()}
    numbers = [_add(cursor, reference_id, alarm) for alarm in found]
    told = dict(
        cursor.execute(query("drift.told_before"), {"reference_id": reference_id}).fetchall()
    )
    new = [number for number in numbers if number not in known and number not in told]
    for number in numbers:
        if number not in known and told.get(number):
            closed = {"alarm_id": number, "closed_by": told[number]}
            cursor.execute(query("drift.close_alarm"), closed)
    for number in new:
        for channel in channels:
            cursor.execute(query("drift.add_message"), {"alarm_id": number, "channel": channel})
    return new


def _add(cursor: duckdb.DuckDBPyConnection, reference_id: int, alarm: Alarm) -> int:
    wanted = {
        "reference_id": reference_id, "number": alarm.id, "kind": alarm.kind.value,
        "subject": list(alarm.subject), "raised_at": _time(alarm.raised_at),
        "raised_after": alarm.raised_after, "since_at": _time(alarm.since.estimate),
        "since_ticket": alarm.since.ticket, "unit": alarm.size.unit,
        "reference": alarm.size.reference, "now": alarm.size.now, "low": alarm.size.low,
        "high": alarm.size.high, "tickets": list(alarm.tickets),
        "explains": [
            {"kind": effect.kind.value, "subject": list(effect.subject)}
            for effect in alarm.explains
        ],
    }  # fmt: skip
    (number,) = cursor.execute(query("drift.add_alarm"), wanted).fetchone() or (0,)
    return int(number)


def _alarm(row: tuple[Any, ...]) -> Alarm:
    alarm_id, _, kind, subject, raised_at, after, since_at, since, unit, *rest = row
    before, now, low, high, tickets, explains, state = rest
    unknown = float("nan")
    made = Alarm(
        int(alarm_id), Kind(kind), tuple(subject), unknown if raised_at is None else raised_at,
        after, Since(unknown if since_at is None else since_at, since),
        Size(unit, before, now, low, high), tuple(tickets),
        tuple(Effect(Kind(e["kind"]), tuple(e["subject"])) for e in explains),
    )  # fmt: skip
    return replace(made, state=State(state))


def _time(seconds: float) -> float | None:
    return float(seconds) if isfinite(seconds) else None

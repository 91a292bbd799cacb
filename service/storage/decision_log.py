"""Every decision of the service, by ticket: for whoever asks later, and for the Live screen."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.decision_record import shown_decision
from service.events import RoutedEvent
from service.storage.database import Database

_KEEP = (
    "INSERT INTO decisions (ticket, desk, event, decided_at, profile, category, confidence, "
    "disposition, cost_usd, seconds, body, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
)
# Seen again, it is the newest decision again: whoever reads in order sees it once more.
_AGAIN = (
    "ON CONFLICT (desk, event) WHERE event <> '' DO UPDATE SET decided_at = excluded.decided_at, "
    "profile = excluded.profile, category = excluded.category, confidence = excluded.confidence, "
    "disposition = excluded.disposition, cost_usd = excluded.cost_usd, seconds = excluded.seconds, "
    "body = excluded.body, outcome = excluded.outcome, "
    "number = (SELECT max(number) + 1 FROM decisions) WHERE outcome <> excluded.outcome"
)


@dataclass(frozen=True, slots=True)
class LoggedDecision:
    """A decision that was given, as the API shows it.

    at: seconds since 1970. desk, event: "" for a direct call.
    seconds: from the request, or the event's arrival, until it was answered or closed.
    outcome: what came of it at the desk, None for a direct call.
    """

    shown: Mapping[str, Any]
    profile: str
    at: float
    seconds: float = 0.0
    desk: str = ""
    event: str = ""
    outcome: str | None = None


def keep_decision(
    connection: sqlite3.Connection, routed: RoutedEvent, now: float, outcome: str
) -> None:
    """Keep the decision on an event, in the transaction that closes it."""
    event = routed.event
    row = connection.execute(
        "SELECT received_at FROM events WHERE desk = ? AND event = ?", (event.desk, event.event)
    ).fetchone()
    seconds = max(0.0, now - row["received_at"]) if row else 0.0
    shown = shown_decision(event.ticket, routed.decision)
    given = LoggedDecision(shown, routed.profile, now, seconds, event.desk, event.event)
    connection.execute(_KEEP + _AGAIN, (*_row(given), outcome))


class DecisionLog:
    """The decisions of one service folder."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, given: Sequence[LoggedDecision]) -> None:
        """Keep decisions of direct calls."""
        with self._database.writing() as connection:
            connection.executemany(_KEEP, [(*_row(each), None) for each in given])

    def of_ticket(self, ticket: str) -> LoggedDecision | None:
        """The newest decision on that ticket, None where there is none."""
        row = self._database.row(
            "SELECT * FROM decisions WHERE ticket = ? ORDER BY number DESC LIMIT 1", (ticket,)
        )
        return _read(row) if row else None

    def latest(self, most: int) -> list[LoggedDecision]:
        """The newest decisions, newest first."""
        rows = self._database.rows("SELECT * FROM decisions ORDER BY number DESC LIMIT ?", (most,))
        return [_read(row) for row in rows]


def _row(given: LoggedDecision) -> tuple[object, ...]:
    shown = given.shown
    return (
        shown["id"], given.desk, given.event, given.at, given.profile, shown["category"],
        shown["confidence"], shown["disposition"], shown["cost_usd"], given.seconds,
        json.dumps(shown),
    )  # fmt: skip


def _read(row: sqlite3.Row) -> LoggedDecision:
    outcome = json.loads(row["outcome"])["status"] if row["outcome"] else None
    return LoggedDecision(
        json.loads(row["body"]), row["profile"], row["decided_at"], row["seconds"], row["desk"],
        row["event"], outcome,
    )  # fmt: skip

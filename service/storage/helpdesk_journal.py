"""What the desk writer was about to write and what came of it: the journal of a live push."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from helpdesk.journal import Intent, Outcome, Planned, Status
from service.events import TicketEvent
from service.storage.database import Database

INTENT: Final = "intent"


class EventJournal:
    """The push journal of one event: its ticket is the only one planned."""

    def __init__(self, database: Database, event: TicketEvent, planned: Planned) -> None:
        self._database = database
        self._event = event
        self._planned = planned

    def pending(self) -> Sequence[Planned]:
        """The ticket, while nothing that counts was sent."""
        last = self._last()
        return [self._planned] if last is None or last["status"] == Status.PENDING else []

    def in_doubt(self) -> Sequence[Planned]:
        """The ticket, when its last line is an intent."""
        last = self._last()
        if last is None or last["status"] != INTENT:
            return []
        return [replace(self._planned, stamp=last["stamp"] or "")]

    def intend(self, intents: Sequence[Intent]) -> None:
        """Keep what is about to be written."""
        for each in intents:
            self._write(INTENT, each.at, each.before, each.group, stamp=each.stamp)

    def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Keep what came of it."""
        for each in outcomes:
            self._write(
                each.status, each.at, each.before, each.after, reason=each.reason,
                written=each.written,
            )  # fmt: skip

    def outcome(self) -> Outcome | None:
        """What came of the ticket, None while that is open."""
        last = self._last()
        if last is None or last["status"] in (INTENT, Status.PENDING):
            return None
        return Outcome(
            self._planned.ticket, Status(last["status"]), last["reason"],
            datetime.fromtimestamp(last["logged_at"], UTC), last["after_group"],
            bool(last["written"]), last["before_group"],
        )  # fmt: skip

    def _last(self) -> sqlite3.Row | None:
        return self._database.row(
            "SELECT * FROM desk_log WHERE desk = ? AND event = ? ORDER BY line DESC LIMIT 1",
            (self._event.desk, self._event.event),
        )

    def _write(
        self, status: str, at: datetime, before: str | None, after: str | None, *,
        reason: str = "", written: bool = False, stamp: str | None = None,
    ) -> None:  # fmt: skip
        self._database.write(
            "INSERT INTO desk_log (desk, event, logged_at, status, reason, before_group, "
            "after_group, written, stamp) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (self._event.desk, self._event.event, at.timestamp(), status, reason, before, after,
             written, stamp),
        )  # fmt: skip

"""The inbox: every accepted event, on the disk before its sender hears of it, until it is closed.

An event is open until its outcome is known. A queue may lose it or deliver it twice; here it stands
once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from service.events import EventOutcome, EventStatus, TicketEvent
from service.storage.database import Database
from service.storage.decision_log import keep_decision

# The file of a service folder.
DATABASE: Final = "service.sqlite"
# So many events go to the queue in one round.
MAX_SENT: Final = 200


@dataclass(frozen=True, slots=True)
class Counts:
    """Events by how far they are. unsent: not yet handed to the queue."""

    unsent: int
    open: int
    dead: int
    closed: int


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An event that was given up. cause: why, in a sentence; at: seconds since 1970."""

    event: TicketEvent
    cause: str
    at: float


class Inbox:
    """The events of one service folder."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, event: TicketEvent, now: float) -> bool:
        """Keep an event for good; False when it was here already."""
        return bool(
            self._database.write(
                "INSERT INTO events (desk, event, ticket, urgent, body, received_at) "
                "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (event.desk, event.event, event.ticket, event.urgent, event.to_json(), now),
            )
        )

    def unsent(self, most: int = MAX_SENT) -> list[TicketEvent]:
        """Open events that no queue has confirmed, urgent ones first, then oldest first."""
        return self._events(
            "closed_at IS NULL AND sent_at IS NULL ORDER BY urgent DESC, number LIMIT ?", (most,)
        )

    def overdue(self, sent_before: float, most: int = MAX_SENT) -> list[TicketEvent]:
        """Open events that were handed to the queue before that moment."""
        return self._events(
            "closed_at IS NULL AND sent_at < ? ORDER BY number LIMIT ?", (sent_before, most)
        )

    def sent(self, events: Sequence[TicketEvent], now: float) -> None:
        """Note that the queue has them."""
        with self._database.writing() as connection:
            connection.executemany(
                "UPDATE events SET sent_at = ?, sends = sends + 1 WHERE desk = ? AND event = ?",
                [(now, each.desk, each.event) for each in events],
            )

    def is_closed(self, event: TicketEvent) -> bool:
        """Whether its outcome is known."""
        row = self._database.row(
            "SELECT closed_at FROM events WHERE desk = ? AND event = ?", (event.desk, event.event)
        )
        return row is not None and row["closed_at"] is not None

    def start(self, event: TicketEvent) -> int:
        """Note that a worker begins with it; how often one has begun by now."""
        self._database.write(
            "UPDATE events SET starts = starts + 1 WHERE desk = ? AND event = ?",
            (event.desk, event.event),
        )
        row = self._database.row(
            "SELECT starts FROM events WHERE desk = ? AND event = ?", (event.desk, event.event)
        )
        return int(row["starts"]) if row else 1

    def put_back(self, event: TicketEvent, reason: str) -> None:
        """Note that a worker has ended with it in peace, and what it waits for."""
        self._database.write(
            "UPDATE events SET starts = starts - 1, reason = ? "
            "WHERE desk = ? AND event = ? AND closed_at IS NULL",
            (reason, event.desk, event.event),
        )

    def hindrance(self) -> str:
        """What open events wait for that a person must see to; "" where nothing is known."""
        row = self._database.row(
            "SELECT reason FROM events WHERE closed_at IS NULL AND reason <> '' LIMIT 1"
        )
        return str(row["reason"]) if row else ""

    def close(self, outcome: EventOutcome) -> None:
        """Keep what came of an event; told twice, it stands once.

        What was given up comes after nothing: an event with an outcome stays as it is.
        """
        event, dead = outcome.event, outcome.status is EventStatus.DEAD
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE events SET closed_at = ?, status = ?, reason = ? "
                "WHERE desk = ? AND event = ? AND (closed_at IS NULL OR NOT ?)",
                (outcome.at, outcome.status, outcome.reason, event.desk, event.event, dead),
            )
            if outcome.routed:
                keep_decision(connection, outcome.routed, outcome.at, outcome.to_json())

    def outcomes(self, after: int, most: int) -> list[tuple[int, EventOutcome]]:
        """Outcomes of decided events in the order they came, each with its number."""
        rows = self._database.rows(
            "SELECT number, outcome FROM decisions WHERE number > ? AND outcome IS NOT NULL "
            "ORDER BY number LIMIT ?",
            (after, most),
        )
        return [(row["number"], EventOutcome.from_json(row["outcome"])) for row in rows]

    def outcomes_after(self, number: int) -> int:
        """How many outcomes have come after that one."""
        (row,) = self._database.rows(
            "SELECT count(*) FROM decisions WHERE number > ? AND outcome IS NOT NULL", (number,)
        )
        return int(row[0])

    def dead_letters(self, most: int = MAX_SENT) -> list[DeadLetter]:
        """What was given up, newest first."""
        rows = self._database.rows(
            "SELECT body, reason, closed_at FROM events WHERE status = 'dead' "
            "ORDER BY closed_at DESC LIMIT ?",
            (most,),
        )
        return [
            DeadLetter(TicketEvent.from_json(row["body"]), row["reason"], row["closed_at"])
            for row in rows
        ]

    def retry(self, events: Sequence[TicketEvent] | None = None) -> int:
        """Open dead letters again, all where none are named; how many."""
        again = (
            "UPDATE events SET sent_at = NULL, closed_at = NULL, status = NULL, starts = 0, "
            "reason = '' WHERE status = 'dead'"
        )
        if events is None:
            return self._database.write(again)
        return sum(
            self._database.write(f"{again} AND desk = ? AND event = ?", (each.desk, each.event))
            for each in events
        )

    def counts(self) -> Counts:
        """How many events are how far."""
        row = self._database.rows(
            "SELECT count(*) FILTER (WHERE closed_at IS NULL AND sent_at IS NULL), "
            "count(*) FILTER (WHERE closed_at IS NULL), "
            "count(*) FILTER (WHERE status = 'dead'), "
            "count(*) FILTER (WHERE closed_at IS NOT NULL AND status <> 'dead') FROM events"
        )[0]
        return Counts(*row)

    @property
    def paused(self) -> bool:
        """Whether nothing new may go to the queue."""
        row = self._database.row("SELECT paused FROM deployment")
        return bool(row and row["paused"])

    def pause(self, *, paused: bool) -> None:
        """Hold back what is accepted from now on, or let it go again."""
        self._database.write("UPDATE deployment SET paused = ?", (paused,))

    def _events(self, which: str, parameters: Sequence[float]) -> list[TicketEvent]:
        rows: list[sqlite3.Row] = self._database.rows(
            f"SELECT body FROM events WHERE {which}",  # noqa: S608 - our own words
            parameters,
        )
        return [TicketEvent.from_json(row["body"]) for row in rows]

"""Zendesk's incremental exports: tickets by cursor, changes by time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any, Final

from helpdesk.connection import Connection
from helpdesk.errors import DeskRefused, DeskStopped
from helpdesk.pages import Pages
from helpdesk.replies import Reply
from helpdesk.tickets import MovePage, TicketPage
from helpdesk.zendesk import records

# Exports leave out the last minute and refuse to begin within it: seconds.
LAST_MINUTE: Final = 65
# A test of the connection asks for what is older, in seconds: the two clocks may differ.
PROBED: Final = 86_400
# How a cursor is refused that is no longer known.
FORGOTTEN: Final = frozenset(
    {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.UNPROCESSABLE_ENTITY}
)
MAX_EVENTS: Final = 1000
BEGINNING: Final = 1


class Exports:
    """All exports share one limit, so they are one class of requests."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def refusal(self) -> str:
        """Why tickets cannot be exported; empty when they can."""
        try:
            params = {"start_time": int(self._connection.clock() - PROBED), "per_page": 1}
            await self._connection.probe(
                "/api/v2/incremental/tickets/cursor", params, kind="export"
            )
        except DeskRefused as refusal:
            return str(refusal)
        return ""

    async def tickets(
        self, cursor: str | None, since: datetime | None
    ) -> AsyncIterator[TicketPage]:
        """Every ticket whose generated_timestamp moved since the cursor, up to a minute ago."""
        pages = Pages("Zendesk")
        reply = await self._first_page(cursor, since)
        while True:
            metrics = {
                str(each.get("ticket_id")): each for each in reply.fields.get("metric_sets") or ()
            }
            tickets = tuple(reply.records("tickets", partial(records.ticket, metrics=metrics)))
            cursor = str(reply.fields.get("after_cursor") or cursor or "")
            yield TicketPage(tickets, cursor)
            if reply.fields.get("end_of_stream", not tickets):
                return
            pages.read(cursor)
            reply = await self._ticket_page(cursor, since)

    async def _first_page(self, cursor: str | None, since: datetime | None) -> Reply:
        """The page behind the cursor; all from the beginning where it is no longer known."""
        try:
            return await self._ticket_page(cursor, since)
        except DeskRefused as refusal:
            if not cursor or refusal.status not in FORGOTTEN:
                raise
        self._connection.tell("Zendesk forgot where the last reading ended; all is read again.")
        return await self._ticket_page(None, since)

    async def _ticket_page(self, cursor: str | None, since: datetime | None) -> Reply:
        place = {"cursor": cursor} if cursor else {"start_time": self._start(since)}
        return await self._get("tickets/cursor", {**place, "include": "metric_sets"})

    async def moves(
        self, cursor: str | None, since: datetime | None, tickets: Sequence[str]
    ) -> AsyncIterator[MovePage]:
        """Changes of groups. The last second of a page comes again with the next one.

        tickets: those that are complete with the last page.
        """
        start = min(int(cursor) if cursor else self._start(since), self._latest())
        while True:
            reply = await self._get("ticket_events", {"start_time": start})
            events = reply.records("ticket_events", records.moves)
            end = int(reply.fields.get("end_time") or start)
            moves = tuple(move for event in events for move in event)
            ended = reply.fields.get("end_of_stream", len(events) < MAX_EVENTS)
            ended = ended or max(start, end) >= self._latest()
            yield MovePage(moves, str(max(start, end)), tuple(tickets) if ended else ())
            if ended:
                return
            if end < start and events:
                raise DeskStopped("Zendesk tells the same changes again and again; try later.")
            if end == start:
                self._connection.tell(
                    "Zendesk holds more changes in one second than it gives at once; "
                    "some moves may be missing."
                )
            start = max(end, start + 1)

    async def _get(self, resource: str, params: dict[str, Any]) -> Reply:
        return await self._connection.get(f"/api/v2/incremental/{resource}", params, kind="export")

    def _latest(self) -> int:
        return int(self._connection.clock()) - LAST_MINUTE

    def _start(self, since: datetime | None) -> int:
        return min(int(since.timestamp()), self._latest()) if since else BEGINNING

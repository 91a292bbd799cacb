"""Freshdesk's ticket lists, read so that no ticket is lost while tickets change.

Pages by number lose what moves to the end meanwhile. So a list is read in windows: each begins at
the last second that was seen, and only its first page is taken. Where a whole page lies within
one second, that second is paged through until a pass brings nothing new.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

from helpdesk.connection import Connection
from helpdesk.errors import DeskStopped
from helpdesk.freshdesk import records
from helpdesk.replies import Reply
from helpdesk.tickets import DeskTicket

PAGE: Final = 100
MAX_PAGES: Final = 300
LONG_OVER: Final = timedelta(seconds=60)
BEGINNING: Final = datetime(2005, 1, 1, tzinfo=UTC)


class TicketList:
    """One list: of all tickets, or with a filter of deleted ones or of spam.

    since: the last second that was seen; all that changed before it was read.
    """

    def __init__(self, connection: Connection, only: str, since: datetime | None) -> None:
        self._connection = connection
        self._only = only
        self._seen: dict[str, DeskTicket] = {}
        self._answered_at: datetime | None = None
        self.since = since or BEGINNING

    async def windows(self) -> AsyncIterator[list[DeskTicket]]:
        """The tickets changed since, oldest first; a ticket comes again when it changes."""
        while True:
            rows, ended = await self._page(1)
            yield self._fresh(rows)
            last = max((row.updated_at for row in rows), default=self.since)
            if ended:
                self._go_on(max(last, self.since))
                return
            if last <= self.since:
                async for fresh, later in self._through_the_second():
                    yield fresh
                    last = later
            if last <= self.since:
                self._leave_the_second()
                return
            self._go_on(last)

    async def _through_the_second(self) -> AsyncIterator[tuple[list[DeskTicket], datetime]]:
        """The tickets that share the second `since`, and the next second with tickets, or since.

        Those that change meanwhile leave the second and shift the pages behind them.
        """
        brought_new = True
        while brought_new:
            brought_new = False
            for number in range(1, MAX_PAGES + 1):
                rows, ended = await self._page(number)
                fresh = self._fresh([row for row in rows if row.updated_at <= self.since])
                brought_new = brought_new or bool(fresh)
                later = [row.updated_at for row in rows if row.updated_at > self.since]
                yield fresh, min(later, default=self.since)
                if later or ended:
                    break
            else:
                raise DeskStopped(
                    f"More than {PAGE * MAX_PAGES:,} tickets changed in the second {self.since}; "
                    "Freshdesk shows no more. Ask it for an export file and import that."
                )

    def _leave_the_second(self) -> None:
        """The next reading need not go through a crowded second again once it is long over."""
        if self._answered_at and self._answered_at - self.since > LONG_OVER:
            self.since += timedelta(seconds=1)

    def _fresh(self, rows: list[DeskTicket]) -> list[DeskTicket]:
        # Two changes within a second leave the same time, so whole tickets are compared.
        fresh = [row for row in rows if self._seen.get(row.id) != row]
        self._seen.update((row.id, row) for row in fresh)
        return fresh

    def _go_on(self, since: datetime) -> None:
        self.since = since
        self._seen = {key: row for key, row in self._seen.items() if row.updated_at >= since}

    async def _page(self, number: int) -> tuple[list[DeskTicket], bool]:
        """The tickets of a page, and whether it is the last one."""
        reply = await self._connection.get("/api/v2/tickets", self._params(number))
        self._answered_at = reply.date
        tickets = reply.records("", partial(records.ticket, deleted=bool(self._only)))
        return sorted(tickets, key=lambda each: each.updated_at), is_last(reply, len(tickets))

    def _params(self, number: int) -> Mapping[str, Any]:
        wanted = {
            "updated_since": f"{self.since:%Y-%m-%dT%H:%M:%SZ}", "order_by": "updated_at",
            "order_type": "asc", "include": "description", "per_page": PAGE, "page": number,
        }  # fmt: skip
        return wanted | ({"filter": self._only} if self._only else {})


def is_last(reply: Reply, rows: int) -> bool:
    """Whether no page follows one with so many rows; a desk may give fewer than it is asked for."""
    return not rows or (rows < PAGE and not reply.has_next)

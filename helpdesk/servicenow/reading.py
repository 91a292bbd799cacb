"""Incidents, oldest change first."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Final

from helpdesk.client import TicketPage
from helpdesk.servicenow import records
from helpdesk.servicenow.table import Key, Listing, Table, key

INCIDENTS: Final = Listing("incident", "", "sys_updated_on", records.FIELDS)
# A change may come to light so long after the time it bears.
OVERLAP: Final = timedelta(seconds=2)
WITHOUT_CLOCK: Final = timedelta(minutes=1)


async def tickets(
    table: Table, cursor: str | None, since: datetime | None
) -> AsyncIterator[TicketPage]:
    """Every incident that changed since the cursor, oldest change first.

    The next reading begins where this one began to see changes: within one second an incident
    may change behind the place where the reading stands.
    """
    place = _place(cursor) or (Key(since) if since else None)
    begun: datetime | None = None
    async for rows, reply in table.rows(INCIDENTS, place):
        begun = begun or (reply.date or datetime.now(UTC) - WITHOUT_CLOCK) - OVERLAP
        if rows:
            place = max(key(row, INCIDENTS.time) for row in rows)
        total = reply.headers.get("x-total-count", "")
        yield TicketPage(
            tuple(records.ticket(row) for row in rows),
            _kept(place),
            int(total) if total.isdecimal() else None,
        )
    if begun and place and place.at >= begun:
        yield TicketPage((), _kept(Key(begun)))


def _place(cursor: str | None) -> Key | None:
    if not cursor:
        return None
    at, sys_id = json.loads(cursor)
    return Key(datetime.fromisoformat(at), sys_id)


def _kept(place: Key | None) -> str:
    return json.dumps([place.at.isoformat(), place.sys_id]) if place else ""

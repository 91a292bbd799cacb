"""Incidents and the history of their groups."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from helpdesk.desk import Move, MovePage, TicketPage
from helpdesk.servicenow import records
from helpdesk.servicenow.table import Key, Listing, Table, key

INCIDENTS: Final = Listing("incident", "", "sys_updated_on", records.FIELDS)
AUDIT: Final = "tablename=incident^fieldname=assignment_group^documentkeyIN"
AUDIT_FIELDS: Final = (
    "sys_id", "documentkey", "fieldname", "oldvalue", "newvalue", "sys_created_on", "user",
)  # fmt: skip
# Keys in one query, for an address can only be so long.
MAX_KEYS: Final = 100
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


async def moves(table: Table, tickets: Sequence[str]) -> AsyncIterator[MovePage]:
    """Changes of the groups of those incidents."""
    for start in range(0, len(tickets), MAX_KEYS):
        lot = tuple(tickets[start : start + MAX_KEYS])
        yield MovePage(tuple(await audited(table, lot)), read=lot)


async def audited(table: Table, tickets: Sequence[str]) -> list[Move]:
    """The moves of up to MAX_KEYS incidents that the audit holds, oldest first."""
    asked = set(tickets)
    listing = Listing("sys_audit", AUDIT + ",".join(tickets), "sys_created_on", AUDIT_FIELDS)
    found: list[Move] = []
    async for rows, _ in table.rows(listing, None):
        found += [records.move(row) for row in rows if _is_asked(row, asked)]
    return found


def _is_asked(row: Mapping[str, Any], asked: set[str]) -> bool:
    """Invalid parts of a query are ignored and return too much, so each row is looked at."""
    return row["documentkey"] in asked and row.get("fieldname") == "assignment_group"


def _place(cursor: str | None) -> Key | None:
    if not cursor:
        return None
    at, sys_id = json.loads(cursor)
    return Key(datetime.fromisoformat(at), sys_id)


def _kept(place: Key | None) -> str:
    return json.dumps([place.at.isoformat(), place.sys_id]) if place else ""

"""Incidents, oldest change first."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final, Self

from helpdesk.servicenow import records
from helpdesk.servicenow.table import Key, Listing, Table, key
from helpdesk.tickets import TicketPage

INCIDENTS: Final = Listing("incident", "", "sys_updated_on", records.FIELDS)
# A change may come to light so long after the time it bears.
OVERLAP: Final = timedelta(seconds=2)
WITHOUT_CLOCK: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a reading is. unseen: rows the table counts beside those that are kept here."""

    place: Key | None = None
    unseen: int | None = None

    @classmethod
    def from_text(cls, text: str | None) -> Self:
        """The cursor as it was kept; of nothing, the one that reads everything."""
        if not text:
            return cls()
        at, sys_id, *unseen = json.loads(text)
        place = Key(datetime.fromisoformat(at), sys_id) if at else None
        return cls(place, unseen[0] if unseen else None)

    def to_text(self) -> str:
        """The cursor as it is kept."""
        place = self.place
        return json.dumps([place and place.at.isoformat(), place and place.sys_id, self.unseen])


async def tickets(
    table: Table, cursor: str | None, since: datetime | None
) -> AsyncIterator[TicketPage]:
    """Every incident that changed since the cursor, oldest change first.

    The next reading begins where this one began to see changes: within one second an incident
    may change behind the place where the reading stands.
    """
    at = Cursor.from_text(cursor)
    if not at.place and since:
        at = replace(at, place=Key(since))
    begun: datetime | None = None
    async for rows, reply in table.rows(INCIDENTS, at.place):
        begun = begun or (reply.date or datetime.now(UTC) - WITHOUT_CLOCK) - OVERLAP
        if rows:
            at = replace(at, place=max(key(row, INCIDENTS.time) for row in rows))
        yield TicketPage(tuple(records.ticket(row) for row in rows), at.to_text(), reply.total)
    if begun and at.place and at.place.at >= begun:
        yield TicketPage((), replace(at, place=Key(begun)).to_text())

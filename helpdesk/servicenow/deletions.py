"""Incidents that were deleted. The table does not tell of them: it is shorter.

Its count holds rows that the user may not see as well. So how many rows it counts beside those
that were read is remembered; when they are fewer than before, all ids are read and compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from helpdesk.servicenow.reading import INCIDENTS, Cursor
from helpdesk.servicenow.table import Table
from helpdesk.tickets import Vanished

# Ids in one answer: the most that ServiceNow gives.
MAX_IDS: Final = 10_000
# Ids in one query, for an address can only be so long.
MAX_KEYS: Final = 200


async def vanished(table: Table, cursor: str | None, tickets: Sequence[str]) -> Vanished:
    """Which of those incidents are no longer in the table; none where it does not count."""
    before = Cursor.from_text(cursor)
    total = await table.count(INCIDENTS.table)
    if total is None:
        return Vanished((), cursor)
    unseen = total - len(tickets)
    gone: list[str] = []
    if unseen < (before.unseen or 0):
        gone = await _gone(table, tickets)
    return Vanished(tuple(gone), replace(before, unseen=unseen + len(gone)).to_text())


async def _gone(table: Table, tickets: Sequence[str]) -> list[str]:
    rows = await table.all(INCIDENTS.table, ("sys_id",), page=MAX_IDS)
    there = {str(row["sys_id"]) for row in rows}
    unseen = [ticket for ticket in tickets if ticket not in there]
    found: list[str] = []
    for start in range(0, len(unseen), MAX_KEYS):
        found += await _without_row(table, unseen[start : start + MAX_KEYS])
    return found


async def _without_row(table: Table, tickets: Sequence[str]) -> list[str]:
    """Those without a row: the count also holds what may no longer be seen, but is there."""
    counted = await table.count(INCIDENTS.table, "sys_idIN" + ",".join(tickets))
    if not counted:
        return list(tickets)
    if len(tickets) == 1:
        return []
    middle = len(tickets) // 2
    first = await _without_row(table, tickets[:middle])
    return first + await _without_row(table, tickets[middle:])

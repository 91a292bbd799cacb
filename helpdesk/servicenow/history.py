"""The history of groups: from the audit, or from metrics where the audit may not be read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from itertools import groupby, pairwise
from typing import Final

from helpdesk.connection import Connection
from helpdesk.servicenow import records
from helpdesk.servicenow.table import Listing, Row, Table
from helpdesk.tickets import Move, MovePage

AUDIT: Final = "sys_audit"
AUDITED: Final = "tablename=incident^fieldname=assignment_group^documentkeyIN"
AUDIT_FIELDS: Final = (
    "sys_id", "documentkey", "fieldname", "oldvalue", "newvalue", "sys_created_on", "user",
)  # fmt: skip
DEFINED: Final = "table=incident^field=assignment_group^type=field_value_duration"
DEFINITION_FIELDS: Final = ("sys_id", "table", "field", "type")
METRIC_FIELDS: Final = ("sys_id", "definition", "id", "field_value", "start", "sys_created_on")
# Incidents in one query, for an address can only be so long.
MAX_KEYS: Final = 200
METRICS_ONLY: Final = (
    "sys_audit cannot be read; where incidents were moved comes from metric_instance, so only "
    "since that metric was defined."
)
NO_HISTORY: Final = (
    "Where incidents were moved cannot be read: the user may not read sys_audit, and no metric on "
    "the assignment group can be read."
)


async def moves(
    table: Table, connection: Connection, tickets: Sequence[str]
) -> AsyncIterator[MovePage]:
    """Changes of the groups of those incidents; where nothing tells them, a person is told so."""
    if not tickets:
        return
    audit, metrics = await table.may_read(AUDIT), list[str]()
    if not audit:
        metrics = await _definitions(table)
        connection.tell(METRICS_ONLY if metrics else NO_HISTORY)
    if not audit and not metrics:
        return
    for start in range(0, len(tickets), MAX_KEYS):
        lot = tuple(tickets[start : start + MAX_KEYS])
        if audit:
            yield MovePage(tuple(await audited(table, lot)), read=lot)
        else:
            yield await _measured(table, metrics, lot)


async def audited(table: Table, tickets: Sequence[str]) -> list[Move]:
    """The moves of up to MAX_KEYS incidents that the audit holds, oldest first."""
    asked = set(tickets)
    listing = Listing(AUDIT, AUDITED + ",".join(tickets), "sys_created_on", AUDIT_FIELDS)
    found: list[Move] = []
    async for rows, _ in table.rows(listing, None):
        # Invalid parts of a query are ignored and return too much, so each row is looked at.
        found += [
            records.move(row)
            for row in rows
            if row.get("documentkey") in asked and row.get("fieldname") == "assignment_group"
        ]
    return found


async def _definitions(table: Table) -> list[str]:
    """The metrics that keep how long an incident was in each group."""
    if not await table.may_read("metric_definition") or not await table.may_read("metric_instance"):
        return []
    rows = await table.all("metric_definition", DEFINITION_FIELDS, DEFINED)
    wanted = ("incident", "assignment_group", "field_value_duration")
    return [
        str(row["sys_id"]) for row in rows
        if (row.get("table"), row.get("field"), row.get("type")) == wanted
    ]  # fmt: skip


async def _measured(table: Table, metrics: Sequence[str], tickets: Sequence[str]) -> MovePage:
    """Moves from one measured stay to the next; complete for incidents with any stay at all."""
    asked = set(tickets)
    condition = f"definitionIN{','.join(metrics)}^idIN{','.join(tickets)}"
    listing = Listing("metric_instance", condition, "sys_created_on", METRIC_FIELDS)
    stays: list[Row] = []
    async for rows, _ in table.rows(listing, None):
        stays += [
            row for row in rows
            if row.get("id") in asked and row.get("start")
            and records.reference(row.get("definition")) in metrics
        ]  # fmt: skip
    stays.sort(key=lambda row: (row["id"], row["start"], row["sys_id"]))
    by_incident = [list(group) for _, group in groupby(stays, key=lambda row: row["id"])]
    found = [records.stay(a, b) for group in by_incident for a, b in pairwise(group)]
    return MovePage(tuple(found), read=tuple(str(group[0]["id"]) for group in by_incident))

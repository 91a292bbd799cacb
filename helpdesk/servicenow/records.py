"""ServiceNow's JSON, in which all values are text, as the records all desks share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from helpdesk.assignments import Snapshot
from helpdesk.replies import needed_id
from helpdesk.servicenow.table import moment
from helpdesk.tickets import DeskTicket, Move, TicketStatus

FIELDS: Final = (
    "sys_id", "number", "short_description", "description", "assignment_group", "state", "active",
    "sys_created_on", "sys_updated_on", "sys_updated_by", "sys_mod_count", "resolved_at",
    "reassignment_count",
)  # fmt: skip
_STATUS: Final = {
    "6": TicketStatus.SOLVED,
    "7": TicketStatus.CLOSED,
    "8": TicketStatus.CLOSED,
}


def reference(value: Any) -> str | None:
    """The sys_id a reference field holds, None for none; also where it comes with a link.

    >>> reference({"link": "https://…", "value": "a1"}), reference("a1"), reference("")
    ('a1', 'a1', None)
    """
    if isinstance(value, Mapping):
        value = value.get("value")
    return str(value) if value else None


def status(raw: Mapping[str, Any]) -> TicketStatus:
    """How far the incident is; one with a state of the company's own is closed when inactive."""
    otherwise = TicketStatus.CLOSED if raw.get("active") == "false" else TicketStatus.OPEN
    return _STATUS.get(str(raw.get("state")), otherwise)


def ticket(raw: Mapping[str, Any]) -> DeskTicket:
    """An incident."""
    count, solved = str(raw.get("reassignment_count") or ""), raw.get("resolved_at")
    return DeskTicket(
        id=needed_id(raw["sys_id"]),
        subject=str(raw.get("short_description") or ""),
        body=str(raw.get("description") or ""),
        group=reference(raw.get("assignment_group")),
        status=status(raw),
        created_at=moment(raw["sys_created_on"]) if raw.get("sys_created_on") else None,
        updated_at=moment(raw["sys_updated_on"]),
        version=f"{raw['sys_updated_on']} {raw.get('sys_mod_count')}",
        solved_at=moment(solved) if solved else None,
        reassignments=int(count) if count.isdecimal() else None,
    )


def snapshot(raw: Mapping[str, Any]) -> Snapshot:
    """An incident as it is now."""
    by = raw.get("sys_updated_by")
    return Snapshot(
        ticket=needed_id(raw["sys_id"]),
        group=reference(raw.get("assignment_group")),
        status=status(raw),
        stamp=str(raw.get("sys_mod_count") or ""),
        change=f"changed last at {raw.get('sys_updated_on')} UTC" + (f" by {by}" if by else ""),
    )


def move(raw: Mapping[str, Any]) -> Move:
    """A change of the group in the audit."""
    return Move(
        ticket=str(raw["documentkey"]),
        event=str(raw["sys_id"]),
        before=reference(raw.get("oldvalue")),
        after=reference(raw.get("newvalue")),
        at=moment(raw["sys_created_on"]),
    )


def stay(before: Mapping[str, Any], after: Mapping[str, Any]) -> Move:
    """The move between two measured stays in a group."""
    return Move(
        ticket=str(after["id"]),
        event=str(after["sys_id"]),
        before=reference(before.get("field_value")),
        after=reference(after.get("field_value")),
        at=moment(after["start"]),
    )

"""Zendesk's JSON as the records all desks share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from helpdesk.assignments import Assignment, Snapshot
from helpdesk.replies import iso_moment, needed_id, number_id
from helpdesk.tickets import DeskTicket, Group, Move, TicketStatus

_STATUS: Final = {
    "solved": TicketStatus.SOLVED,
    "closed": TicketStatus.CLOSED,
    "deleted": TicketStatus.DELETED,
}
# Zendesk tags the ticket that was merged into another one.
_MERGED: Final = "closed_by_merge"


def text_id(value: Any) -> str | None:
    """An id as text, None for none.

    >>> text_id(17), text_id(None), text_id("")
    ('17', None, None)
    """
    return None if value in (None, "") else str(value)


def group(raw: Mapping[str, Any]) -> Group | None:
    """A group; None for one that was deleted."""
    return None if raw.get("deleted") else Group(needed_id(raw["id"]), str(raw["name"]))


def status(raw: Mapping[str, Any]) -> TicketStatus:
    """How far the ticket is."""
    if _MERGED in (raw.get("tags") or ()) and raw.get("status") == "closed":
        return TicketStatus.MERGED
    return _STATUS.get(str(raw.get("status")), TicketStatus.OPEN)


def ticket(raw: Mapping[str, Any], metrics: Mapping[str, Mapping[str, Any]]) -> DeskTicket:
    """A ticket of the export. metrics: the metric sets beside it by ticket."""
    own = metrics.get(needed_id(raw["id"])) or raw.get("metric_set") or {}
    stations, solved = own.get("group_stations"), own.get("solved_at")
    return DeskTicket(
        id=needed_id(raw["id"]),
        subject=str(raw.get("subject") or raw.get("raw_subject") or ""),
        body=str(raw.get("description") or ""),
        group=text_id(raw.get("group_id")),
        status=status(raw),
        created_at=iso_moment(raw["created_at"]) if raw.get("created_at") else None,
        updated_at=iso_moment(raw["updated_at"]),
        # System updates move only this, so it and not updated_at tells versions apart.
        version=str(raw.get("generated_timestamp") or raw["updated_at"]),
        solved_at=iso_moment(solved) if solved else None,
        reassignments=None if stations is None else max(0, int(stations) - 1),
    )


def snapshot(raw: Mapping[str, Any]) -> Snapshot:
    """A ticket as it is now."""
    return Snapshot(
        ticket=needed_id(raw["id"]),
        group=text_id(raw.get("group_id")),
        status=status(raw),
        stamp=str(raw["updated_at"]),
        change=f"changed last at {raw['updated_at']}",
        tags=tuple(raw.get("tags") or ()),
    )


def moves(event: Mapping[str, Any]) -> list[Move]:
    """The changes of the group in one ticket event."""
    return [
        Move(
            ticket=needed_id(event["ticket_id"]),
            event=f"{event['id']}-{child.get('id', place)}",
            before=text_id(child.get("previous_value")),
            after=text_id(child["group_id"]),
            at=_event_time(event),
        )
        for place, child in enumerate(event.get("child_events") or ())
        if "group_id" in child and child.get("event_type") == "Change"
    ]


def _event_time(event: Mapping[str, Any]) -> datetime:
    if event.get("created_at"):
        return iso_moment(event["created_at"])
    return datetime.fromtimestamp(float(event["timestamp"]), UTC)


def update(assignment: Assignment) -> dict[str, Any]:
    """What is written to one ticket; refused by Zendesk when the ticket has changed since."""
    fields: dict[str, Any] = {
        "group_id": number_id(assignment.group),
        "safe_update": True,
        "updated_stamp": assignment.seen.stamp,
    }
    if assignment.remark.note:
        fields["comment"] = {"body": assignment.remark.note, "public": False}
    return fields

"""Freshdesk's JSON as the records all desks share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from helpdesk.assignments import Snapshot
from helpdesk.html_text import html_text
from helpdesk.replies import iso_moment, needed_id
from helpdesk.tickets import DeskTicket, Group, TicketStatus

_RESOLVED: Final = 4
_CLOSED: Final = 5


def group(raw: Mapping[str, Any]) -> Group:
    """A group."""
    return Group(needed_id(raw["id"]), str(raw["name"]))


def status(raw: Mapping[str, Any]) -> TicketStatus:
    """How far the ticket is; spam counts as deleted, for nobody works on it."""
    if raw.get("deleted") or raw.get("spam"):
        return TicketStatus.DELETED
    known = {_RESOLVED: TicketStatus.SOLVED, _CLOSED: TicketStatus.CLOSED}
    return known.get(raw.get("status") or 0, TicketStatus.OPEN)


def ticket(raw: Mapping[str, Any], *, deleted: bool = False) -> DeskTicket:
    """A ticket of a list. deleted: the list was one of deleted tickets or spam."""
    solved = (raw.get("stats") or {}).get("resolved_at")
    return DeskTicket(
        id=needed_id(raw["id"]),
        subject=str(raw.get("subject") or ""),
        body=str(raw.get("description_text") or html_text(str(raw.get("description") or ""))),
        group=_group(raw),
        status=TicketStatus.DELETED if deleted else status(raw),
        created_at=iso_moment(raw["created_at"]) if raw.get("created_at") else None,
        updated_at=iso_moment(raw["updated_at"]),
        version=str(raw["updated_at"]),
        solved_at=iso_moment(solved) if solved else None,
    )


def snapshot(raw: Mapping[str, Any]) -> Snapshot:
    """A ticket as it is now."""
    return Snapshot(
        ticket=needed_id(raw["id"]),
        group=_group(raw),
        status=status(raw),
        stamp=str(raw["updated_at"]),
        change=f"changed last at {raw['updated_at']}",
        tags=tuple(raw.get("tags") or ()),
    )


def _group(raw: Mapping[str, Any]) -> str | None:
    return None if raw.get("group_id") is None else str(raw["group_id"])

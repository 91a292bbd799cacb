"""What is read from a help desk: tickets, groups, and the moves between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TicketStatus(StrEnum):
    """How far a ticket is; the desks' own statuses are mapped to these.

    closed: no field can be changed any more. merged: closed because another ticket goes on.
    """

    OPEN = "open"
    SOLVED = "solved"
    CLOSED = "closed"
    MERGED = "merged"
    DELETED = "deleted"

    @property
    def is_final(self) -> bool:
        """Whether no group can be assigned any more."""
        return self not in (TicketStatus.OPEN, TicketStatus.SOLVED)


@dataclass(frozen=True, slots=True)
class Group:
    """A team of the help desk; its id is what tickets refer to."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class DeskTicket:
    """A ticket as it was read; all times are UTC.

    group: id of its group, None without one. version: differs after every change.
    reassignments: how often it changed its group, as far as the desk counts that.
    """

    id: str
    subject: str
    body: str
    group: str | None
    status: TicketStatus
    created_at: datetime | None
    updated_at: datetime
    version: str
    solved_at: datetime | None = None
    reassignments: int | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """One change of a ticket's group. event: the desk's own id of it, the same at every reading."""

    ticket: str
    event: str
    before: str | None
    after: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class TicketPage:
    """Some tickets, and the cursor from which the reading goes on after them.

    total: how many tickets there are to read, as far as the desk says.
    """

    tickets: tuple[DeskTicket, ...]
    cursor: str
    total: int | None = None


@dataclass(frozen=True, slots=True)
class MovePage:
    """Some moves. cursor: from where to go on; read: the tickets whose moves are now complete."""

    moves: tuple[Move, ...]
    cursor: str | None = None
    read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vanished:
    """Tickets that are no longer there, and the cursor from which the reading goes on."""

    tickets: tuple[str, ...]
    cursor: str | None

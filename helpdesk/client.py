"""What the three help desks have in common: their records and the one Protocol."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, Self


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


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a ticket is like at one moment, as far as an assignment must know it.

    stamp: differs after a change by anybody; what it is differs between the desks.
    change: who changed it last, or when, in words.
    hindrance: why it cannot even be looked at; then nothing else is known of it.
    """

    ticket: str
    group: str | None
    status: TicketStatus
    stamp: str
    change: str = ""
    tags: tuple[str, ...] = ()
    hindrance: str = ""

    @classmethod
    def forbidden(cls, ticket: str, hindrance: str) -> Self:
        """A ticket that the user has no right to see."""
        return cls(ticket, None, TicketStatus.OPEN, "", hindrance=hindrance)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is written beside the group, in the same request: tags and a private note.

    removed: tags that are taken away, where the ticket has them.
    """

    tags: tuple[str, ...] = ()
    note: str = ""
    removed: tuple[str, ...] = ()

    @property
    def changes_tags(self) -> bool:
        """Whether any tag comes or goes."""
        return bool(self.tags or self.removed)

    def tags_beside(self, seen: Sequence[str]) -> list[str]:
        """All tags of a ticket with those, once it is written.

        >>> Remark(("new",), removed=("old",)).tags_beside(["vip", "old"])
        ['new', 'vip']
        """
        return sorted({*seen, *self.tags} - {*self.removed})


@dataclass(frozen=True, slots=True)
class Assignment:
    """One write: this group for the ticket that was seen like that. read_at: monotonic seconds."""

    seen: Snapshot
    group: str | None
    remark: Remark = field(default=Remark())
    read_at: float = 0.0

    @property
    def ticket(self) -> str:
        """The desk's id of the ticket."""
        return self.seen.ticket


class Result(StrEnum):
    """What is known after a write.

    overlapped: done, but someone else changed the ticket between the reading and the write.
    failed: not done now, the ticket has to be looked at again. no_answer: done or not.
    not_sent: nothing has left this machine.
    """

    DONE = "done"
    OVERLAPPED = "overlapped"
    REFUSED = "refused"
    FORBIDDEN = "forbidden"
    GONE = "gone"
    FAILED = "failed"
    NO_ANSWER = "no_answer"
    NOT_SENT = "not_sent"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one write. reason: in words. group: the ticket's group now, where told.

    before: the group that another one's overlapping change had given it, where that is known.
    """

    ticket: str
    result: Result
    reason: str = ""
    group: str | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """What a test of the connection came to, in one sentence. missing: rights that are not there.

    remarks: what works but should be known, one sentence each.
    """

    works: bool
    sentence: str
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should see now: a wait with its end, or trouble.

    until: UTC. held: the class of requests that the desk wants no more of until then.
    """

    text: str
    until: datetime | None = None
    held: str = ""

    @property
    def in_words(self) -> str:
        """The text, with the end of the wait.

        >>> Notice("Zendesk asks to wait.", datetime(2026, 3, 2, 14, 5)).in_words
        'Zendesk asks to wait. Until 14:05:00 UTC.'
        """
        return f"{self.text} Until {self.until:%H:%M:%S} UTC." if self.until else self.text


@dataclass(frozen=True, slots=True)
class Traits:
    """How a desk wants to be written to.

    name: as people write it. max_read, max_write: tickets in one request.
    chunks: how many of the read lots may be under way at once.
    late_seconds: how long after a lost answer its write may still be carried out unseen.
    lag_seconds: what happened so shortly before a reading is not in it.
    tags, notes: whether an assignment can carry them. history: whether moves can be read.
    """

    name: str
    max_read: int
    max_write: int
    chunks: int
    late_seconds: float
    lag_seconds: float
    tags: bool
    notes: bool
    history: bool


class HelpDesk(Protocol):
    """A help desk. All ids are text; everything it raises is a HelpDeskError."""

    @property
    def traits(self) -> Traits:
        """How it wants to be written to."""
        ...

    async def __aenter__(self) -> Self:
        """Connections are kept until the end of the block."""
        ...

    async def __aexit__(self, *_error: object) -> None:
        """Close them."""
        ...

    async def check(self) -> Check:
        """Try what reading and assigning need, without writing."""
        ...

    async def groups(self) -> list[Group]:
        """All groups a ticket can be assigned to."""
        ...

    def tickets(self, cursor: str | None, since: datetime | None) -> AsyncIterator[TicketPage]:
        """Every ticket that changed since the cursor; without one since that time, or ever.

        A ticket comes again when it changed meanwhile, or near the place where a reading began.
        """
        ...

    def moves(
        self, cursor: str | None, since: datetime | None, tickets: Sequence[str]
    ) -> AsyncIterator[MovePage]:
        """Changes of groups since the cursor or, where the desk tells them by ticket, of those."""
        ...

    async def vanished(self, cursor: str | None, tickets: Sequence[str]) -> Vanished:
        """Which of all tickets that were read are gone, where the desk tells no deletions itself.

        cursor: from where tickets go on.
        """
        ...

    async def look(self, tickets: Sequence[str]) -> dict[str, Snapshot]:
        """What up to max_read tickets are like now; those that are gone are left out."""
        ...

    async def assign(self, assignments: Sequence[Assignment]) -> list[Answer]:
        """Write up to max_write groups: one answer each, in any order.

        It does not raise: where the desk has ended all work, nothing is sent, and the next
        reading says why.
        """
        ...

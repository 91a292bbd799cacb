"""A help desk: the one Protocol of the three clients, how each wants to be used, what it tells."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self

from helpdesk.assignments import Answer, Assignment, Snapshot
from helpdesk.tickets import Group, MovePage, TicketPage, Vanished


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

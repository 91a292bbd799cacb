"""What is written to a help desk: the group of a ticket as it was seen, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from helpdesk.tickets import TicketStatus


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

"""What a push must remember: what was planned, what was tried, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from helpdesk.assignments import Remark


class Status(StrEnum):
    """The outcome of one ticket of a push.

    unknown: a write was sent, no answer came, and the ticket could not be looked at since.
    """

    PENDING = "pending"
    ASSIGNED = "assigned"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    REFUSED = "refused"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Planned:
    """A ticket that shall go from one group (None for none) to another.

    stamp: of a ticket in doubt, as it was seen right before our write was sent; "" where unknown.
    """

    ticket: str
    before: str | None
    group: str | None
    remark: Remark = field(default=Remark())
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Intent:
    """What is about to be written, and what was seen right before. at: UTC."""

    ticket: str
    before: str | None
    group: str | None
    stamp: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a ticket. at: UTC.

    after: its group as last seen. written: whether our write stands, also under a conflict.
    before: the group it had before our write, where that is not the one that was planned.
    """

    ticket: str
    status: Status
    reason: str
    at: datetime
    after: str | None = None
    written: bool = False
    before: str | None = None


class PushJournal(Protocol):
    """The memory of one push. What it was told is kept before the call returns."""

    def pending(self) -> Sequence[Planned]:
        """Tickets for which nothing was sent yet, or for certain nothing that counts."""
        ...

    def in_doubt(self) -> Sequence[Planned]:
        """Tickets whose last line is an intent: written or not; each with its stamp."""
        ...

    def intend(self, intents: Sequence[Intent]) -> None:
        """Keep what is about to be written, all in one."""
        ...

    def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Keep what came of it; `pending` takes an intent back."""
        ...


def undone(planned: Planned, outcome: Outcome) -> Planned | None:
    """The way back of a ticket, None where nothing of ours stands or might stand."""
    if not (outcome.written or outcome.status is Status.UNKNOWN):
        return None
    return Planned(planned.ticket, planned.group, outcome.before or planned.before)

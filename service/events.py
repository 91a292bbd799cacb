"""What travels through the queue: an event of a ticket, its decision, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self

from routing.decision import Decision
from routing.ticket import Ticket
from service import decision_record


class EventStatus(StrEnum):
    """What came of an event.

    decided: routed alone, and no desk to write to is connected. review: it waits for a person.
    dead: it could not be decided or written, and is tried again only when a person says so.
    The others are those of a push.
    """

    DECIDED = "decided"
    REVIEW = "review"
    DEAD = "dead"
    ASSIGNED = "assigned"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    REFUSED = "refused"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TicketEvent:
    """A ticket as a help desk told of it.

    event: the desk's own id of the event, the same whenever it tells of it again.
    group: id of the group the ticket was in, None for none: only there may it be taken from.
    version: differs after every change of the ticket. attributes: values of columns that fields
    read, such as the plan.
    """

    desk: str
    event: str
    ticket: str
    subject: str
    body: str
    group: str | None = None
    version: str = ""
    urgent: bool = False
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def as_ticket(self) -> Ticket:
        """The same, as a router reads it."""
        return Ticket(key=0, id=self.ticket, subject=self.subject, body=self.body,
                      attributes=self.attributes)  # fmt: skip

    def to_json(self) -> str:
        """As it stands in the inbox and in a message."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read `to_json` back."""
        return cls.from_record(json.loads(text))

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The same from what JSON has read."""
        pairs = tuple((name, value) for name, value in record.get("attributes", ()))
        return cls(**{**record, "attributes": pairs})


@dataclass(frozen=True, slots=True)
class RoutedEvent:
    """An event with its decision. profile: the fingerprint of what decided.

    group: where the decision's category belongs at the desk, by name or id; "" for nowhere.
    """

    event: TicketEvent
    decision: Decision
    profile: str
    group: str = ""

    def to_json(self) -> str:
        """As it stands in a message."""
        return json.dumps(self.to_record())

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read `to_json` back."""
        return cls.from_record(json.loads(text))

    def to_record(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {
            "event": asdict(self.event), "decision": decision_record.to_record(self.decision),
            "profile": self.profile, "group": self.group,
        }  # fmt: skip

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """Read `to_record` back."""
        decision = decision_record.from_record(record["decision"])
        event = TicketEvent.from_record(record["event"])
        return cls(event, decision, record["profile"], record["group"])


@dataclass(frozen=True, slots=True)
class EventOutcome:
    """What came of an event. routed: None where it could not be decided.

    group, after: where it was to go, and the group it was in at last, by id.
    before: the group it had before our write, where that is not what the event saw.
    written: whether our write stands.
    """

    event: TicketEvent
    status: EventStatus
    at: float
    reason: str = ""
    routed: RoutedEvent | None = field(default=None, repr=False)
    group: str | None = None
    after: str | None = None
    before: str | None = None
    written: bool = False

    def to_json(self) -> str:
        """As it stands in a message."""
        return json.dumps(
            {
                "event": asdict(self.event), "status": self.status, "at": self.at,
                "reason": self.reason, "group": self.group, "after": self.after,
                "before": self.before, "written": self.written,
                "routed": self.routed.to_record() if self.routed else None,
            }
        )  # fmt: skip

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read `to_json` back."""
        record = json.loads(text)
        routed = record.pop("routed")
        event = TicketEvent.from_record(record.pop("event"))
        status = EventStatus(record.pop("status"))
        return cls(event, status, routed=RoutedEvent.from_record(routed) if routed else None,
                   **record)  # fmt: skip

"""The tickets of a help desk, the people who work on them, and a ledger of all that happens."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.helpdesk.behaviour import Behaviour

DAY = 86400.0


@dataclass
class Ticket:
    """status: open, solved, closed, merged or deleted. changed: a count. touched: wall time."""

    id: str
    subject: str
    body: str
    group: str | None
    status: str
    created: float
    touched: float
    changed: int = 0
    tags: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    hidden: bool = False


@dataclass
class Move:
    """A change of group; at: wall time."""

    id: int
    ticket: str
    before: str | None
    after: str | None
    at: float
    by: str


class World:
    """All ids are text here; a server shows them as its desk would.

    seen: when the client was last told of a ticket, as a count of happenings.
    """

    def __init__(self, behaviour: Behaviour, prefix: int = 1) -> None:
        self.is_ = behaviour
        self.random = random.Random(behaviour.seed)
        self.happened = 0
        self.moves: list[Move] = []
        self.seen: dict[str, int] = {}
        self.agent_moved: dict[str, int] = {}
        self.agent_touched: dict[str, int] = {}
        self.writes: Counter[str] = Counter()
        self.landed: set[str] = set()
        self.overwritten: list[str] = []
        self.overlapped: list[str] = []
        self.calls: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.violations: list[str] = []
        self.polls: Counter[str] = Counter()
        self.early = 0
        self.fault_cost = 0
        now = self.now()
        self.groups = {str(prefix * 1000 + n): f"Group {n}" for n in range(behaviour.groups)}
        self.tickets: dict[str, Ticket] = {}
        shared = now - 3 * DAY
        for number in range(behaviour.tickets):
            touched = now - DAY * (20 - 17 * number / behaviour.tickets)
            if self.random.random() < behaviour.one_second:
                touched = shared
            ticket = Ticket(
                id=self.name(prefix * 100_000 + number), subject=f"Subject {number}",
                body=f"Body of ticket {number}, in full.", group=next(iter(self.groups)),
                status="open", created=now - 30 * DAY, touched=float(int(touched)),
            )  # fmt: skip
            ticket.hidden = self.random.random() < behaviour.hidden
            self.tickets[ticket.id] = ticket

    def now(self) -> float:
        """What the desk's clock shows."""
        return time.time() + self.is_.clock

    def name(self, number: int) -> str:
        return str(number)

    def told(self, ticket: str) -> None:
        """The client was shown the ticket; an agent may act on it right afterwards."""
        self.happened += 1
        self.seen[ticket] = self.happened

    def act_on(self, tickets: list[str]) -> None:
        for ticket in tickets:
            if self.random.random() < self.is_.acting:
                self.agent(ticket)

    def churn(self) -> None:
        """Agents change some tickets anywhere."""
        names = list(self.tickets)
        for _ in range(self.is_.churn):
            self.agent(self.random.choice(names))

    def agent(self, ticket: str, what: str = "") -> None:
        """An agent changes the ticket."""
        chosen = self.tickets[ticket]
        if chosen.status in ("closed", "merged", "deleted"):
            return
        what = what or self.random.choice(
            ["move"] * 6 + ["other"] * 2 + ["close", "merge", "delete"]
        )
        self.happened += 1
        self.agent_touched[ticket] = self.happened
        if what == "move":
            others = [group for group in self.groups if group != chosen.group]
            self._move(chosen, self.random.choice(others), "agent")
            self.agent_moved[ticket] = self.happened
        elif what == "other":
            chosen.tags.append(f"tag{self.happened}")
        else:
            chosen.status = {"close": "closed", "merge": "merged", "delete": "deleted"}[what]
        self._touch(chosen)

    def write(self, ticket: str, group: str | None, tags: list[str] | None, note: str) -> Ticket:
        """What the client writes, as it lands."""
        chosen = self.tickets[ticket]
        self.happened += 1
        seen = self.seen.get(ticket, -1)
        if self.agent_touched.get(ticket, -2) > seen:
            self.overlapped.append(ticket)
        moved = self.agent_moved.get(ticket, -2)
        if moved > -2 and moved < seen and chosen.group != group:
            self.overwritten.append(ticket)
        if group != chosen.group:
            self.writes[ticket] += 1
            self._move(chosen, group, "client")
        self.landed.add(ticket)
        chosen.tags = chosen.tags if tags is None else tags
        if note:
            chosen.notes.append(note)
        self._touch(chosen)
        return chosen

    def _move(self, ticket: Ticket, group: str | None, by: str) -> None:
        at = float(int(self.now()))
        self.moves.append(Move(len(self.moves) + 1, ticket.id, ticket.group, group, at, by))
        ticket.group = group

    def _touch(self, ticket: Ticket) -> None:
        ticket.touched = float(int(self.now()))
        ticket.changed += 1

    def report(self) -> dict[str, Any]:
        return {
            "tickets": {
                t.id: {"group": t.group, "status": t.status, "body": t.body, "tags": t.tags,
                       "notes": t.notes, "changed": t.changed, "hidden": t.hidden}
                for t in self.tickets.values()
            },
            "moves": [[m.ticket, m.before, m.after, m.at] for m in self.moves],
            "groups": self.groups, "writes": self.writes, "landed": sorted(self.landed),
            "overwritten": self.overwritten,
            "overlapped": self.overlapped, "calls": self.calls, "faults": self.faults,
            "violations": self.violations, "early": self.early, "fault_cost": self.fault_cost,
            "polls": self.polls, "agent_touched": list(self.agent_touched),
        }  # fmt: skip

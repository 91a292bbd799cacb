"""The policy at work in a run: it sees each ticket go by, and later what was decided on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from routing.decision import Decision
from routing.policy import Policy
from routing.signs import Sign, signs_of
from routing.ticket import Ticket


@dataclass
class Disposing:
    """Remembers the signs of each ticket on its way through the router, for the policy.

    Tickets go by in one thread and decisions come back in another; each touches a key once.
    """

    policy: Policy
    _signs: dict[int, tuple[Sign, ...]] = field(default_factory=dict)

    def watch(self, batches: Iterator[list[Ticket]]) -> Iterator[list[Ticket]]:
        """The same tickets, looked at."""
        for batch in batches:
            for ticket in batch:
                if found := signs_of(ticket.text):
                    self._signs[ticket.key] = found
            yield batch

    def dispose(self, decision: Decision) -> Decision:
        """The decision with its signs and what the policy makes of it."""
        found = self._signs.pop(decision.ticket_key, None)
        if found:
            decision = replace(decision, signs=(*found, *decision.signs))
        return self.policy.dispose(decision)

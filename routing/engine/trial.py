"""A run that leaves nothing behind: a journal in memory, and answers at once for a few tickets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jobs.control import Control
from jobs.progress import Meter
from routing.decision import Decision
from routing.engine.budget import Terms
from routing.engine.run import run
from routing.errors import RouterError
from routing.policy import Policy
from routing.routers.router import RemoteRouter
from routing.ticket import Ticket


@dataclass
class ListJournal:
    """A journal of given tickets that ends with the process."""

    tickets: Sequence[Ticket]
    decisions: dict[int, Decision] = field(default_factory=dict)
    seconds: float = 0.0
    error: str | None = None

    def size(self) -> tuple[int, int]:
        """How many have their decision, and how many there are."""
        return len(self.decisions), len(self.tickets)

    def pending(self) -> Iterator[list[Ticket]]:
        """The tickets without a decision."""
        yield [ticket for ticket in self.tickets if ticket.key not in self.decisions]

    def describe(self, fingerprint: str, warnings: Sequence[str]) -> None:
        """Nothing is kept."""

    def write(self, decisions: Sequence[Decision]) -> None:
        """Remember them."""
        self.decisions.update({decision.ticket_key: decision for decision in decisions})

    def end(self, status: str, seconds: float, error: str | None) -> None:
        """Remember how long it took and what went wrong."""
        del status
        self.seconds, self.error = seconds, error


def route_now(
    router: RemoteRouter, tickets: Sequence[Ticket], terms: Terms | None = None
) -> list[Decision]:
    """One decision per ticket, in the same order, with nothing kept: for a preview or a request.

    Raises RouterError when the provider cannot be asked or the budget ends.
    """
    journal = ListJournal(tickets)
    status = run(journal, lambda: router, Policy(), Control(), Meter(), terms=terms)
    if status != "finished":
        raise RouterError(journal.error or "The provider could not be asked.")
    return [journal.decisions[ticket.key] for ticket in tickets]

"""What a run may spend, in dollars and in tickets, and the book of what it spends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from routing.attempt import Attempt
from routing.engine.journal import Attempts
from routing.errors import RouterError


class BudgetSpent(RouterError):  # noqa: N818 - not an error: the user asked for it
    """The run has used up what it may spend; its text says what to do."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a run may use; None means as much as it takes.

    requests_per_minute, tokens_per_minute: the user's limits beside the provider's own.
    in_flight: most requests at the same time.
    budget_usd: most US dollars, whatever is in flight included.
    budget_tickets: most tickets asked about in this stretch.
    patience: seconds to wait for a provider that is down.
    """

    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    in_flight: int = 600
    budget_usd: float | None = None
    budget_tickets: int | None = None
    patience: float = 600.0


class Budget:
    """Counts what is spent, and writes everything down before it leaves and when it comes back.

    Against the budget counts everything: what was answered, what may have been charged without an
    answer, and what is in flight at the most it may cost.
    """

    def __init__(self, terms: Terms, attempts: Attempts) -> None:
        self.terms = terms
        self._attempts = attempts
        paid = attempts.paid()
        self.cost_usd = paid.cost_usd
        self.uncertain_usd = paid.uncertain_usd
        self._pledged = 0.0
        self._asked = 0

    def allows(self, pledged: Sequence[Attempt], new_tickets: int) -> bool:
        """Whether a request that may cost so much still fits."""
        usd, tickets = self.terms.budget_usd, self.terms.budget_tickets
        if tickets is not None and new_tickets and self._asked + new_tickets > tickets:
            return False
        spent = self.cost_usd + self.uncertain_usd + self._pledged
        return usd is None or spent + _cost(pledged) <= usd

    def pledge(self, pledged: Sequence[Attempt], new_tickets: int) -> None:
        """A request is about to leave; from here on a killed process leaves it as spent."""
        counted = self._attempts.pledge(pledged)
        self.uncertain_usd -= min(counted, self.uncertain_usd)
        self._pledged += _cost(pledged)
        self._asked += new_tickets

    def answered(self, pledged: Sequence[Attempt], attempts: Sequence[Attempt]) -> None:
        """A request is back with these answers; what it left open cost nothing."""
        self._release(pledged)
        self._attempts.note(attempts)
        self.cost_usd += _cost(attempts)
        back = {attempt.id for attempt in attempts}
        open_still = [pledge for pledge in pledged if pledge.id not in back]
        if open_still:
            self._attempts.withdraw(open_still)

    def lost(self, pledged: Sequence[Attempt]) -> None:
        """A request will bring no answer, and may have been charged."""
        self._release(pledged)
        self._attempts.note(pledged)
        self.uncertain_usd += _cost(pledged)

    def withdrawn(self, pledged: Sequence[Attempt]) -> None:
        """A request was refused and costs nothing."""
        self._release(pledged)
        self._attempts.withdraw(pledged)

    def sentence(self) -> str:
        """What a user reads when the run has stopped here."""
        usd, tickets = self.terms.budget_usd, self.terms.budget_tickets
        if tickets is not None and self._asked >= tickets:
            return f"The budget of {tickets:,} tickets is used up; resume the run to go on."
        return (
            f"The budget of ${usd:,.2f} is used up (${self.cost_usd:,.4f} spent{self._lost()}); "
            "raise it and resume the run to go on."
        )

    def _lost(self) -> str:
        return f", up to ${self.uncertain_usd:,.4f} lost" if self.uncertain_usd else ""

    def _release(self, pledged: Sequence[Attempt]) -> None:
        self._pledged -= _cost(pledged)
        if self._pledged < 1e-12:  # noqa: PLR2004 - dust of adding and taking away
            self._pledged = 0.0


def _cost(attempts: Sequence[Attempt]) -> float:
    return sum(attempt.cost_usd for attempt in attempts)

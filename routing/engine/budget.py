"""What a run may spend, in dollars and in tickets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Terms:
    """What a run may use; None means as much as it takes.

    requests_per_minute, tokens_per_minute: the user's limits beside the provider's own.
    in_flight: most requests at the same time.
    budget_usd: most US dollars, whatever is in flight included.
    budget_tickets: most tickets asked about in this stretch.
    """

    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    in_flight: int = 600
    budget_usd: float | None = None
    budget_tickets: int | None = None


@dataclass(frozen=True, slots=True)
class Paid:
    """What was paid, told and untold apart.

    cost_usd: what the provider has told that it charges for.
    uncertain_usd: beside it, what answers that were lost or untold may have cost, estimated.
    """

    cost_usd: float = 0.0
    uncertain_usd: float = 0.0


NOTHING: Final = Paid()


class Budget:
    """Counts what is spent, and what is on its way at the most it may cost.

    Against the budget counts everything: told, untold, and on its way.
    """

    def __init__(self, terms: Terms, paid: Paid = NOTHING) -> None:
        self._terms = terms
        self.cost_usd = paid.cost_usd
        self.uncertain_usd = paid.uncertain_usd
        self._pledged = 0.0
        self._asked = 0

    @property
    def pledged(self) -> bool:
        """Whether something is on its way whose cost is not known yet."""
        return self._pledged > 0

    def allows(self, worst_usd: float, new_tickets: int) -> bool:
        """Whether a request of that cost still fits."""
        usd, tickets = self._terms.budget_usd, self._terms.budget_tickets
        if tickets is not None and new_tickets and self._asked + new_tickets > tickets:
            return False
        spent = self.cost_usd + self.uncertain_usd
        return usd is None or spent + self._pledged + worst_usd <= usd

    def pledge(self, worst_usd: float, new_tickets: int) -> None:
        """Set aside what a request may cost."""
        self._pledged += worst_usd
        self._asked += new_tickets

    def release(self, worst_usd: float) -> None:
        """The request is back."""
        self._pledged = max(0.0, self._pledged - worst_usd)
        if self._pledged < 1e-12:  # noqa: PLR2004 - dust of adding and taking away
            self._pledged = 0.0

    def spend(self, usd: float, *, certain: bool) -> None:
        """Count what was paid, or what may have been paid where the provider did not tell."""
        if certain:
            self.cost_usd += usd
        else:
            self.uncertain_usd += usd

    def sentence(self) -> str:
        """What a user reads when the run has stopped here."""
        usd, tickets = self._terms.budget_usd, self._terms.budget_tickets
        if tickets is not None and self._asked >= tickets:
            return f"The budget of {tickets:,} tickets is used up; resume the run to go on."
        return (
            f"The budget of ${usd:,.2f} is used up (${self.cost_usd:,.4f} spent{self._lost()}); "
            "raise it and resume the run to go on."
        )

    def _lost(self) -> str:
        return f", up to ${self.uncertain_usd:,.4f} lost" if self.uncertain_usd else ""

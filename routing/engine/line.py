"""The line to a provider: all that is known of it, and whether another request may go."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from jobs.progress import Traffic
from routing.attempt import PASSING, Failure, Limits, Trouble
from routing.engine.budget import Budget, Paid, Terms
from routing.engine.circuit import Circuit
from routing.engine.concurrency import Concurrency
from routing.engine.deadline import Deadline
from routing.engine.pacer import Pacer, Start

# A first answer that keeps everybody waiting gets company after so long.
IMPATIENT: Final = 2.0
# How soon to look again when nothing says how long to wait.
SOON: Final = 0.25


@dataclass(slots=True)
class Counts:
    """What has happened on the line in this stretch.

    reused: tickets answered from the workspace, without a request.
    """

    answered: int = 0
    reused: int = 0


class Line:
    """Pace, deadline, circuit and concurrency of one provider, shared by all requests."""

    def __init__(self, terms: Terms, paid: Paid) -> None:
        self.budget = Budget(terms, paid)
        self.errors: Counter[str] = Counter()
        self.counts = Counts()
        self._terms = terms
        self._pacer = Pacer(terms.requests_per_minute, terms.tokens_per_minute)
        self._deadline = Deadline()
        self._circuit = Circuit()
        self._concurrency = Concurrency(terms.in_flight)

    @property
    def down(self) -> bool:
        """Whether the provider is taken to be down."""
        return self._circuit.open

    def wait(self, now: float, charge: float, in_flight: int, oldest: float) -> float:
        """Seconds until a request of that many tokens may go, 0 for now.

        oldest: when the oldest request under way was started.
        """
        rate = self._pacer.requests_limit
        median = self._deadline.median
        room = self._concurrency.allowed(None if rate is None else rate / 60, median)
        if median is None and in_flight:
            room += int((now - oldest) / IMPATIENT)
        if in_flight >= room:
            return SOON
        return max(self._circuit.wait(now), self._pacer.wait(now, charge))

    def start(self, now: float, charge: float) -> Start:
        """A request goes."""
        self._circuit.start()
        return self._pacer.start(now, charge)

    def overdue(self, start: Start, timeouts: int, now: float) -> bool:
        """Whether a request has been under way for too long."""
        return now - start.at > self._deadline.seconds(timeouts)

    def heard(self, start: Start, limits: Limits) -> None:
        """Something came back, and its headers may tell the limits."""
        self._pacer.learn(start, limits)

    def answered(self, latency: float, now: float) -> None:
        """A request was answered."""
        self.counts.answered += 1
        self._circuit.answered()
        self._pacer.passed(now)
        self._deadline.learn(latency)
        self._concurrency.learn(latency)

    def failed(self, failure: Failure, now: float) -> None:
        """A request brought no answer."""
        self.errors[failure.trouble.value] += 1
        if failure.trouble in PASSING:
            self._circuit.failed(now)
            return
        # Whoever refuses is there.
        self._circuit.answered()
        if failure.trouble is Trouble.BUSY:
            self._pacer.refused(now, failure.retry_after)

    def out_of_patience(self, now: float) -> bool:
        """Whether the provider has been down for so long that the run should end."""
        return self._circuit.out_of_patience(now)

    def traffic(self, now: float, in_flight: int) -> Traffic:
        """What the screen shows."""
        return Traffic(
            requests_per_minute=self._pacer.per_minute(now),
            requests_limit=self._pacer.requests_limit,
            tokens_limit=self._pacer.tokens_limit,
            in_flight=in_flight,
            requests=self.counts.answered,
            reused=self.counts.reused,
            cost_usd=self.budget.cost_usd,
            uncertain_usd=self.budget.uncertain_usd,
            budget_usd=self._terms.budget_usd,
            errors=dict(self.errors),
            waiting=self._waiting(now),
            latency_seconds=self._deadline.median,
        )

    def _waiting(self, now: float) -> str:
        if self._circuit.open:
            wait = self._circuit.wait(now)
            return f"The provider does not answer; trying again in {wait:.0f} s."
        held = self._pacer.held(now)
        if held >= 1:
            return f"The provider's limit is reached; going on in {held:.0f} s."
        return ""

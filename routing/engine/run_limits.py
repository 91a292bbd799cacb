"""What one run may use: dollars, tickets, and its share of an endpoint's limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from jobs.progress import Traffic
from routing.attempt import Attempt, Failure, Limits
from routing.engine.journal import Attempts
from routing.engine.pacer import Start, TokenBucket
from routing.engine.provider_limits import RECHECK_SECONDS, EndpointLimits
from routing.engine.retry_policy import MAX_UNPROVEN_IN_FLIGHT
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


class EndpointAccess:
    """One run's way to an endpoint: the shared limits, and the user's own beside them.

    Use it in a `with` block: while it lasts, the run has its share of the endpoint.
    """

    def __init__(self, limits: EndpointLimits, terms: Terms) -> None:
        self._limits = limits
        self._terms = terms
        self._own_requests = TokenBucket(_per_second(terms.requests_per_minute))
        self._own_tokens = TokenBucket(_per_second(terms.tokens_per_minute))
        self.errors: Counter[str] = Counter()
        self.answers = 0

    def __enter__(self) -> Self:
        """Take a share."""
        self._limits.join(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give it free."""
        self._limits.leave(self)

    def try_start(
        self, now: float, charge: float, in_flight: int, oldest: float, *, proven: bool
    ) -> Start | float:
        """Start a request of that many tokens, else the seconds until it is worth trying again.

        proven: whether the run has had a usable answer; until then it asks a few questions only.
        """
        most = self._terms.in_flight
        if in_flight >= (most if proven else min(most, MAX_UNPROVEN_IN_FLIGHT)):
            return RECHECK_SECONDS
        wait = max(self._own_requests.wait(now, 1), self._own_tokens.wait(now, charge))
        if wait > 0:
            return wait
        start = self._limits.try_start(self, now, charge, in_flight, oldest)
        if isinstance(start, Start):
            self._own_requests.spend(now, 1)
            self._own_tokens.spend(now, charge)
        return start

    def overdue(self, start: Start, timeouts: int, now: float) -> bool:
        """Whether a request has been under way for too long."""
        return self._limits.overdue(start, timeouts, now)

    def answered(self, start: Start, limits: Limits, now: float) -> None:
        """A request was answered."""
        self.answers += 1
        self._limits.heard(start, limits)
        self._limits.answered(now - start.at, now)

    def failed(self, start: Start, failure: Failure, now: float) -> None:
        """A request brought no answer."""
        self.errors[failure.trouble.value] += 1
        self._limits.heard(start, failure.limits)
        self._limits.failed(start, failure, now)

    def count_problems(self, attempts: Sequence[Attempt]) -> None:
        """Answers that cannot be used, by what is wrong with them."""
        self.errors.update(attempt.problem for attempt in attempts if attempt.problem)

    def abandoned(self) -> None:
        """A request was given up, so that nothing is learnt from it."""
        self._limits.abandoned()

    def down(self, now: float) -> bool:
        """Whether the provider answers nobody; nothing then counts against a ticket."""
        return self._limits.down(now)[0] or not self.answers

    def patience_left(self, now: float) -> float:
        """Seconds that a silent provider is still waited for; below 0 when the run should end."""
        return self._terms.patience - self._limits.down(now)[1]

    def traffic(self, now: float, in_flight: int, reused: int, budget: Budget) -> Traffic:
        """What the screen shows."""
        per_minute, requests, tokens, held, median = self._limits.figures(now)
        return Traffic(
            requests_per_minute=per_minute,
            requests_limit=_lower(requests, self._own_requests.rate),
            tokens_limit=_lower(tokens, self._own_tokens.rate),
            in_flight=in_flight,
            requests=self.answers,
            reused=reused,
            cost_usd=budget.cost_usd,
            uncertain_usd=budget.uncertain_usd,
            budget_usd=self._terms.budget_usd,
            errors=dict(self.errors),
            waiting=self._waiting(now, held),
            latency_seconds=median,
        )

    def _waiting(self, now: float, held: float) -> str:
        down, silent, wait = self._limits.down(now)
        if down:
            left = max(0.0, self._terms.patience - silent)
            return (
                f"The provider does not answer since {_minutes(silent)}; trying again in "
                f"{wait:.0f} s, giving up in {_minutes(left)}."
            )
        if held >= 1:
            return f"The provider's limit is reached; going on in {held:.0f} s."
        return ""


def _per_second(per_minute: float | None) -> float | None:
    return None if per_minute is None else per_minute / 60


def _lower(*rates: float | None) -> float | None:
    known = [rate for rate in rates if rate is not None]
    return min(known) * 60 if known else None


def _minutes(seconds: float) -> str:
    """A time as people say it.

    >>> _minutes(42), _minutes(540)
    ('42 s', '9 min')
    """
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"  # noqa: PLR2004 - two minutes are no "95 s"

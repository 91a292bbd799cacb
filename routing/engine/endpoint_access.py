"""One run's way to an endpoint: its share of the shared limits, and the user's own beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from jobs.progress import Traffic
from routing.attempt import Attempt, Failure, Limits
from routing.engine.budget import Budget, Terms
from routing.engine.pacer import Start
from routing.engine.provider_limits import SOON, EndpointLimits
from routing.engine.retry_policy import FIRST_CONTACT
from routing.engine.token_bucket import TokenBucket


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
        if in_flight >= (most if proven else min(most, FIRST_CONTACT)):
            return SOON
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

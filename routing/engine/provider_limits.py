"""What is known of each endpoint and its limits, once in a process, whoever asks it."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Sequence
from types import TracebackType
from typing import Final, Self

from jobs.progress import Traffic
from routing.attempt import PASSING, Attempt, Failure, Limits, Trouble
from routing.engine.budget import Budget, Terms
from routing.engine.concurrency import Concurrency, Deadline
from routing.engine.pacer import Pacer, Start
from routing.engine.retry_policy import FIRST_CONTACT, Circuit
from routing.engine.token_bucket import TokenBucket

# A first answer that keeps everybody waiting gets company after so long.
IMPATIENT: Final = 2.0
# How soon to look again when nothing says how long to wait.
SOON: Final = 0.25
# Who was just served leaves the next place to whoever waits: for so long, if that one is there.
COURTESY: Final = 0.004
PRESENT: Final = 0.05
# What was learnt of an endpoint that nobody has asked for so long is out of date.
MAX_AGE: Final = 600.0


class EndpointLimits:
    """Pace, latencies and health of one endpoint under one account.

    Safe to use from many threads: each run has its own event loop in its own thread. All times are
    readings of the monotonic clock that event loops share.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._pacer = Pacer()
        self._deadline = Deadline()
        self._circuit = Circuit()
        self._concurrency = Concurrency()
        self._users: set[EndpointAccess] = set()
        self._waiting: dict[EndpointAccess, tuple[float, float]] = {}
        self.left_at = time.monotonic()

    @property
    def in_use(self) -> bool:
        """Whether somebody asks it."""
        return bool(self._users)

    def join(self, access: EndpointAccess) -> None:
        """Another run asks this endpoint; whoever finds it unused gives it a fresh chance."""
        with self._guard:
            if not self._users:
                self._circuit = Circuit()
            self._users.add(access)

    def leave(self, access: EndpointAccess) -> None:
        """A run asks it no more."""
        with self._guard:
            self._users.discard(access)
            self._waiting.pop(access, None)
            self._circuit.abandoned()
            self.left_at = time.monotonic()

    def try_start(
        self, access: EndpointAccess, now: float, charge: float, in_flight: int, oldest: float
    ) -> Start | float:
        """Start a request of that many tokens, else the seconds until it is worth trying again.

        in_flight: how many this user has; oldest: when the first of them was started.
        """
        with self._guard:
            if in_flight >= self._share(now, in_flight, oldest):
                return SOON
            wait = max(self._circuit.wait(now), self._pacer.wait(now, charge))
            since, _ = self._waiting.get(access, (now, now))
            if wait <= 0 and self._owes_turn(access, since, now):
                wait = COURTESY
            if wait > 0:
                self._waiting[access] = since, now + wait
                return wait
            self._waiting.pop(access, None)
            self._circuit.start()
            return self._pacer.start(now, charge)

    def heard(self, start: Start, limits: Limits) -> None:
        """Something came back, and its headers may tell the limits."""
        with self._guard:
            self._pacer.learn(start, limits)

    def answered(self, latency: float, now: float) -> None:
        """A request was answered."""
        with self._guard:
            self._circuit.answered()
            self._pacer.passed(now)
            self._deadline.learn(latency)
            self._concurrency.learn(latency)

    def failed(self, start: Start, failure: Failure, now: float) -> None:
        """A request brought no answer."""
        with self._guard:
            if failure.trouble in PASSING:
                self._circuit.failed(now)
                return
            # Whoever refuses is there.
            self._circuit.answered()
            if failure.trouble is Trouble.BUSY:
                self._pacer.refused(start, now, failure.retry_after, failure.limits)

    def abandoned(self) -> None:
        """A request was given up by its run, so that nothing is learnt from it."""
        with self._guard:
            self._circuit.abandoned()

    def overdue(self, start: Start, timeouts: int, now: float) -> bool:
        """Whether a request has been under way for too long."""
        return now - start.at > self._deadline.seconds(timeouts)

    def down(self, now: float) -> tuple[bool, float, float]:
        """Whether it is taken to be down, for how long it has been silent, and the next trial."""
        with self._guard:
            circuit = self._circuit
            return circuit.open, circuit.silent_for(now), circuit.wait(now)

    def figures(self, now: float) -> tuple[float, float | None, float | None, float, float | None]:
        """Requests a minute; limits a second of requests and tokens; a hold; the usual latency."""
        with self._guard:
            pacer = self._pacer
            return (
                pacer.per_minute(now), pacer.requests.rate, pacer.tokens.rate, pacer.held(now),
                self._deadline.median,
            )  # fmt: skip

    def _share(self, now: float, in_flight: int, oldest: float) -> int:
        """How many requests one user may have in flight: all share alike."""
        median = self._deadline.median
        room = self._concurrency.allowed(self._pacer.requests.rate, median)
        if median is None and in_flight:
            room += int((now - oldest) / IMPATIENT)
        return max(1, room // max(1, len(self._users)))

    def _owes_turn(self, access: EndpointAccess, since: float, now: float) -> bool:
        """Whether another has waited longer, and should be looking just now."""
        return any(
            began < since and due <= now < due + PRESENT
            for other, (began, due) in self._waiting.items()
            if other is not access
        )


_known: Final[dict[str, EndpointLimits]] = {}
_guard: Final = threading.Lock()


def limits_of(limits_id: str) -> EndpointLimits:
    """The limits of that endpoint and account, the same for everybody in this process."""
    with _guard:
        found = _known.get(limits_id)
        if found is None or (not found.in_use and time.monotonic() - found.left_at > MAX_AGE):
            found = _known[limits_id] = EndpointLimits()
        return found


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

"""What is known of each endpoint and its limits, once in a process, whoever asks it."""

from __future__ import annotations

import threading
import time
from collections import deque
from statistics import median
from typing import Final

from routing.attempt import PASSING, Failure, Limits, Trouble
from routing.engine.pacer import Pacer, Start
from routing.engine.retry_policy import Circuit

# How many may be in flight: at first, and at least.
FIRST_IN_FLIGHT: Final = 24.0
MIN_IN_FLIGHT: Final = 2.0
# More than any provider has been seen to bear.
MAX_IN_FLIGHT: Final = 2_000.0
# Answers that take this much longer than the quickest rounds queue up at the provider.
QUEUEING_RATIO: Final = 2.0
UNQUEUED_RATIO: Final = 1.5
# The quickest round is forgotten slowly, so that a provider may become slower for good.
QUICKEST_DECAY: Final = 1.03
FIRST_GROWTH: Final = 6.0
LATER_GROWTH: Final = 1.25

MIN_DEADLINE: Final = 5.0
DEADLINE_MEDIANS: Final = 8.0
# Before anything is known: a local server may have to load its model first.
FIRST_DEADLINE: Final = 120.0
LATENCY_WINDOW: Final = 101
MEDIAN_EVERY: Final = 20
# While few answers are in, the median says little: a local server may still be queueing them.
MIN_DEADLINE_AT_FIRST: Final = 30.0


class Concurrency:
    """Grows every round while answers stay quick; shrinks when they queue up.

    At first it grows sixfold a round, so that a provider without limits is used in full after a
    few of them; once answers have queued up, by a quarter.
    """

    def __init__(self) -> None:
        self._allowed = FIRST_IN_FLIGHT
        self._quickest: float | None = None
        self._round: list[float] = []
        self._growth = FIRST_GROWTH

    def allowed(self, rate: float | None, latency: float | None) -> int:
        """Requests that may be in flight at a known rate (per second) and latency (seconds).

        A pace known from the provider's limits is never throttled by this.
        """
        if latency is None:
            return 1
        needed = rate * latency * 2 + 2 if rate else 0.0
        return int(min(MAX_IN_FLIGHT, max(self._allowed, needed)))

    def learn(self, latency: float) -> None:
        """Take in how long an answer took."""
        self._quickest = latency if self._quickest is None else self._quickest
        self._round.append(latency)
        if len(self._round) < self._allowed:
            return
        now = median(self._round)
        self._round.clear()
        self._quickest = min(self._quickest * QUICKEST_DECAY, now)
        if now <= self._quickest * UNQUEUED_RATIO:
            self._allowed *= self._growth
        elif now > self._quickest * QUEUEING_RATIO:
            self._allowed *= max(0.5, self._quickest * UNQUEUED_RATIO / now)
            self._growth = LATER_GROWTH
        self._allowed = min(MAX_IN_FLIGHT, max(MIN_IN_FLIGHT, self._allowed))


class Deadline:
    """max(5 s, 8 × median of the last answers); doubled for what has timed out before."""

    def __init__(self) -> None:
        self._latencies: deque[float] = deque(maxlen=LATENCY_WINDOW)
        self._median: float | None = None
        self._since = 0

    @property
    def median(self) -> float | None:
        """Median latency of the last answers in seconds, None before the first."""
        return self._median

    def learn(self, latency: float) -> None:
        """Take in how long an answer took."""
        self._latencies.append(latency)
        self._since += 1
        if self._since >= MEDIAN_EVERY or len(self._latencies) < MEDIAN_EVERY:
            self._median, self._since = median(self._latencies), 0

    def seconds(self, timed_out: int = 0) -> float:
        """How long an attempt may take that has timed out that often before."""
        if self._median is None:
            return FIRST_DEADLINE
        least = MIN_DEADLINE if len(self._latencies) >= MEDIAN_EVERY else MIN_DEADLINE_AT_FIRST
        return float(max(least, DEADLINE_MEDIANS * self._median) * 2**timed_out)


# A first answer that keeps everybody waiting gets company after so long.
SECONDS_PER_EXTRA_REQUEST: Final = 2.0
# How soon to look again when nothing says how long to wait.
RECHECK_SECONDS: Final = 0.25
# Who was just served leaves the next start to whoever waits: for so long, if that one is there.
YIELD_SECONDS: Final = 0.004
PRESENCE_SECONDS: Final = 0.05
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
        self._users: set[object] = set()
        self._waiting: dict[object, tuple[float, float]] = {}
        self.left_at = time.monotonic()

    @property
    def in_use(self) -> bool:
        """Whether somebody asks it."""
        return bool(self._users)

    def join(self, user: object) -> None:
        """Another run asks this endpoint; whoever finds it unused gives it a fresh chance."""
        with self._guard:
            if not self._users:
                self._circuit = Circuit()
            self._users.add(user)

    def leave(self, user: object) -> None:
        """A run asks it no more."""
        with self._guard:
            self._users.discard(user)
            self._waiting.pop(user, None)
            self._circuit.abandoned()
            self.left_at = time.monotonic()

    def try_start(
        self, user: object, now: float, charge: float, in_flight: int, oldest: float
    ) -> Start | float:
        """Start a request of that many tokens, else the seconds until it is worth trying again.

        in_flight: how many this user has; oldest: when the first of them was started.
        """
        with self._guard:
            if in_flight >= self._share(now, in_flight, oldest):
                return RECHECK_SECONDS
            wait = max(self._circuit.wait(now), self._pacer.wait(now, charge))
            since, _ = self._waiting.get(user, (now, now))
            if wait <= 0 and self._owes_turn(user, since, now):
                wait = YIELD_SECONDS
            if wait > 0:
                self._waiting[user] = since, now + wait
                return wait
            self._waiting.pop(user, None)
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
            room += int((now - oldest) / SECONDS_PER_EXTRA_REQUEST)
        return max(1, room // max(1, len(self._users)))

    def _owes_turn(self, user: object, since: float, now: float) -> bool:
        """Whether another has waited longer, and should be looking just now."""
        return any(
            began < since and due <= now < due + PRESENCE_SECONDS
            for other, (began, due) in self._waiting.items()
            if other is not user
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

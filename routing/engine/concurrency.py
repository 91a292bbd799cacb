"""What latencies teach: how many requests may be in flight, and how long one may take."""

from __future__ import annotations

from collections import deque
from statistics import median
from typing import Final

# How many may be in flight: at first, and at least.
FIRST: Final = 24.0
MIN_IN_FLIGHT: Final = 2.0
# More than any provider has been seen to bear.
MAX_IN_FLIGHT: Final = 2_000.0
# Answers that take this much longer than the quickest rounds queue up at the provider.
QUEUED: Final = 2.0
CALM: Final = 1.5
# The quickest round is forgotten slowly, so that a provider may become slower for good.
FORGET: Final = 1.03
EAGER: Final = 6.0
CAREFUL: Final = 1.25

MIN_DEADLINE: Final = 5.0
MEDIANS: Final = 8.0
# Before anything is known: a local server may have to load its model first.
FIRST_DEADLINE: Final = 120.0
SEEN: Final = 101
FRESH: Final = 20
# While few answers are in, the median says little: a local server may still be queueing them.
MIN_DEADLINE_AT_FIRST: Final = 30.0


class Concurrency:
    """Grows every round while answers stay quick; shrinks when they queue up.

    At first it grows sixfold a round, so that a provider without limits is used in full after a
    few of them; once answers have queued up, by a quarter.
    """

    def __init__(self) -> None:
        self._allowed = FIRST
        self._quickest: float | None = None
        self._round: list[float] = []
        self._growth = EAGER

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
        self._quickest = min(self._quickest * FORGET, now)
        if now <= self._quickest * CALM:
            self._allowed *= self._growth
        elif now > self._quickest * QUEUED:
            self._allowed *= max(0.5, self._quickest * CALM / now)
            self._growth = CAREFUL
        self._allowed = min(MAX_IN_FLIGHT, max(MIN_IN_FLIGHT, self._allowed))


class Deadline:
    """max(5 s, 8 × median of the last answers); doubled for what has timed out before."""

    def __init__(self) -> None:
        self._latencies: deque[float] = deque(maxlen=SEEN)
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
        if self._since >= FRESH or len(self._latencies) < FRESH:
            self._median, self._since = median(self._latencies), 0

    def seconds(self, timed_out: int = 0) -> float:
        """How long an attempt may take that has timed out that often before."""
        if self._median is None:
            return FIRST_DEADLINE
        least = MIN_DEADLINE if len(self._latencies) >= FRESH else MIN_DEADLINE_AT_FIRST
        return float(max(least, MEDIANS * self._median) * 2**timed_out)

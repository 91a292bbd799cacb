"""How many requests may be in flight: more while that makes it faster, fewer when it does not."""

from __future__ import annotations

from statistics import median
from typing import Final

FIRST: Final = 24.0
LEAST: Final = 2.0
# Answers that take this much longer than the quickest rounds queue up at the provider.
QUEUED: Final = 2.0
CALM: Final = 1.5
# The quickest round is forgotten slowly, so that a provider may become slower for good.
FORGET: Final = 1.03
EAGER: Final = 6.0
CAREFUL: Final = 1.25


class Concurrency:
    """Grows every round while answers stay quick; shrinks when they queue up.

    At first it grows sixfold a round, so that a provider without limits is used in full after a
    few of them; once answers have queued up, by a quarter.

    most: never above that.
    """

    def __init__(self, most: int) -> None:
        self._most = float(most)
        self._allowed = min(FIRST, self._most)
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
        return int(min(self._most, max(self._allowed, needed)))

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
        self._allowed = min(self._most, max(LEAST, self._allowed))

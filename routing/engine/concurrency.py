"""How many requests may be in flight: more while that makes it faster, fewer when it does not."""

from __future__ import annotations

from statistics import median
from typing import Final

FIRST: Final = 32.0
LEAST: Final = 2.0
# Answers that take this much longer than the quickest rounds queue up at the provider.
QUEUED: Final = 2.0
CALM: Final = 1.5
# The quickest round is forgotten slowly, so that a provider may become slower for good.
FORGET: Final = 1.03


class Concurrency:
    """Doubles every round while answers stay quick; shrinks when they queue up.

    most: never above that.
    """

    def __init__(self, most: int) -> None:
        self._most = float(most)
        self._allowed = min(FIRST, self._most)
        self._quickest: float | None = None
        self._round: list[float] = []

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
        self._round.append(latency)
        if len(self._round) < self._allowed:
            return
        now = median(self._round)
        self._round.clear()
        quickest = now if self._quickest is None else min(self._quickest * FORGET, now)
        self._quickest = quickest
        if now <= quickest * CALM:
            self._allowed *= 2
        elif now > quickest * QUEUED:
            self._allowed *= max(0.5, quickest * CALM / now)
        self._allowed = min(self._most, max(LEAST, self._allowed))

    def shrink(self) -> None:
        """The provider is struggling: half as many."""
        self._allowed = max(LEAST, self._allowed / 2)

"""What is believed of one of a provider's limits: so many units a minute, some in hand."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

UNTIL_NEWS: Final = 0.25
# So many requests' worth stay in hand against jitter, but no more than this share of it all.
RESERVE: Final = 3.0
SPARED: Final = 0.3
# Headers of requests that overtook each other differ; the lowest of the last second is believed.
MEMORY: Final = 1.0
# Below nothing in hand the pace is held back by this share per request missing, up to a half.
GENTLY: Final = 0.01
GENTLEST: Final = 0.5
# A refusal met by pace alone says that the provider counts more finely than a minute.
STRICTER: Final = 1.02
STRICTEST: Final = 1.3
EASIER: Final = 0.9995


@dataclass(frozen=True, slots=True)
class Mark:
    """When a request was started, and how much had been spent up to and with it."""

    at: float
    spent: float


class TokenBucket:
    """A token bucket seen from outside.

    A header says what was in hand when a request came in. Together with what had been spent by
    then and what is refilled all the time, it gives the supply: what may have been spent by any
    moment. Where the supply shows room, a request may go at once; where it shows none, one may
    go every `cost / rate` seconds, for that much a provider refills.

    rate: units per second, None while unknown.
    """

    def __init__(self, per_second: float | None = None) -> None:
        self.rate = per_second
        self.spent = 0.0
        self.known = False
        self._full = 0.0
        self._newest = Mark(0.0, -1.0)
        self._supply: deque[tuple[float, float]] = deque()
        self._next = 0.0
        self._strict = 1.0

    def in_hand(self, now: float) -> float | None:
        """Units that can be spent at once, below 0 when too many were; None while unknown."""
        if not self._supply:
            return None
        level = self._supply[0][1] + now * (self.rate or 0.0) - self.spent
        return min(self._full, level)

    def wait(self, now: float, cost: float) -> float:
        """Seconds until `cost` units may be spent, 0 for now."""
        level = self.in_hand(now)
        if level is not None and level - cost >= min(RESERVE * cost, self._full * SPARED):
            return 0.0
        if self.rate is None:
            return 0.0 if level is None or self.spent <= self._newest.spent else UNTIL_NEWS
        return max(0.0, self._next - now)

    def spend(self, now: float, cost: float) -> Mark:
        """Spend them."""
        level = self.in_hand(now)
        if level is not None and level == self._full:
            # What a full bucket could not take in is lost.
            supply = level + self.spent - now * (self.rate or 0.0)
            self._supply = deque([(self._supply[0][0], supply)])
        self.spent += cost
        if self.rate:
            gap = cost / self.rate * self._strict
            if level is not None and level < cost:
                gap *= 1 + min(GENTLEST, GENTLY * (cost - level) / cost)
            # A moment's delay is made good, a long one is not: that would be a burst.
            self._next = min(now, max(self._next, now - gap)) + gap
        self._strict = max(1.0, self._strict * EASIER)
        return Mark(now, self.spent)

    def learn(self, mark: Mark, limit: float | None, left: float | None, period: float) -> None:
        """Take in what the answer to the request of that mark said."""
        if limit is not None and limit > 0:
            self.known, self.rate = True, limit / period
        if left is None:
            return
        # What was in hand once is the most it can hold; the limit a minute may be far above it.
        self._full = max(self._full, left + 1)
        if mark.spent > self._newest.spent:
            self._newest = mark
        elif mark.at < self._newest.at - MEMORY:
            return
        supply = left + mark.spent - mark.at * (self.rate or 0.0)
        while self._supply and self._supply[-1][1] >= supply:
            self._supply.pop()
        self._supply.append((mark.at, supply))
        while self._supply[0][0] < self._newest.at - MEMORY:
            self._supply.popleft()

    def guess(self, per_second: float) -> None:
        """Take a rate for true until the provider tells its own."""
        if not self.known:
            self.rate = per_second

    def hold(self, now: float, until: float) -> None:
        """A refusal: let nothing go by pace before that time."""
        level = self.in_hand(now)
        if level is not None and self._full * SPARED < RESERVE:
            self._strict = min(STRICTEST, self._strict * STRICTER)
        self._next = max(self._next, until)

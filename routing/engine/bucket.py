"""What is believed of one of a provider's limits: so many units a minute, some in hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# With this little in hand, the pace is held back by a hundredth so that jitter meets no refusal.
LOW: Final = 1.0
GENTLY: Final = 1.01
UNTIL_NEWS: Final = 0.25
# So many requests' worth stay in hand against jitter, but no more than this share of it all.
RESERVE: Final = 3.0
SPARED: Final = 0.06


@dataclass(frozen=True, slots=True)
class Mark:
    """When a request was started, and how much had been spent up to and with it."""

    at: float
    spent: float


class Bucket:
    """A token bucket seen from outside.

    What is in hand follows from the last header, what was started since and what has been
    refilled since; where that shows room, a request may go at once. Where it shows none, one
    may go every `cost / rate` seconds, for a provider refills at least that.

    rate: units per second, None while unknown.
    weighed: learn how the provider's count compares with ours, where ours is an estimate.
    """

    def __init__(self, per_second: float | None = None, *, weighed: bool = False) -> None:
        self.rate = per_second
        self.spent = 0.0
        self._weighed = weighed
        self._full = 0.0
        self._left: float | None = None
        self._limit: float | None = None
        self._seen = Mark(0.0, 0.0)
        self._next = 0.0
        self._weight = 1.0

    @property
    def known(self) -> bool:
        """Whether the provider has told its limit."""
        return self._limit is not None

    def in_hand(self, now: float) -> float | None:
        """Units that can be spent at once, None while unknown."""
        if self._left is None:
            return None
        refilled = (now - self._seen.at) * (self.rate or 0.0)
        since = (self.spent - self._seen.spent) * self._weight
        return min(self._full, self._left + refilled - since)

    def wait(self, now: float, cost: float) -> float:
        """Seconds until `cost` units may be spent, 0 for now."""
        level = self.in_hand(now)
        if level is not None and level - cost * self._weight >= self._kept(cost):
            return 0.0
        if self.rate is None:
            return 0.0 if level is None or self.spent <= self._seen.spent else UNTIL_NEWS
        return max(0.0, self._next - now)

    def spend(self, now: float, cost: float) -> Mark:
        """Spend them."""
        cost_here = cost * self._weight
        level = self.in_hand(now)
        self.spent += cost
        if self.rate:
            gap = cost_here / self.rate
            if level is not None and level - cost_here < LOW:
                gap *= GENTLY
            late = max(now - gap, self._next) if self._next else now
            self._next = min(late, now) + gap
        return Mark(now, self.spent)

    def learn(self, mark: Mark, limit: float | None, left: float | None, period: float) -> None:
        """Take in what the answer to the request of that mark said."""
        if limit is not None and limit > 0:
            self._limit, self.rate = limit, limit / period
        if left is None or mark.spent < self._seen.spent:
            return
        if self._weighed:
            self._weigh(mark, left)
        self._left, self._seen = left, mark
        # What was in hand once is the most it can hold; the limit a minute may be far above it.
        self._full = max(self._full, left + 1)

    def guess(self, per_second: float) -> None:
        """Take a rate for true until the provider tells its own."""
        if not self.known:
            self.rate = per_second

    def hold(self, until: float) -> None:
        """Let nothing go by pace before that time."""
        self._next = max(self._next, until)

    def _kept(self, cost: float) -> float:
        """The reserve; small limits cannot spare one."""
        return min(RESERVE * cost * self._weight, self._full * SPARED)

    def _weigh(self, mark: Mark, left: float) -> None:
        """Learn how the provider's count compares with ours, from two looks at a moving level."""
        planned = mark.spent - self._seen.spent
        if self._left is None or self.rate is None or self._limit is None or planned <= 0:
            return
        if left >= self._limit * 0.98 or planned < self._limit * 0.01:
            return
        really = self._left + (mark.at - self._seen.at) * self.rate - left
        seen = min(4.0, max(0.1, really / planned))
        self._weight += (seen - self._weight) * 0.2

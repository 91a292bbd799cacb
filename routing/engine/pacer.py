"""One pace for everything that goes to a provider: its limits, learnt from its own headers."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import Final

from routing.attempt import Limits

UNKNOWN_WAIT: Final = 0.25
# So many requests' worth stay in hand against jitter, but no more than this share of it all.
RESERVE: Final = 3.0
MAX_RESERVE: Final = 0.3
# Headers of requests that overtook each other differ; the lowest of the last second is believed.
HEADER_WINDOW_SECONDS: Final = 1.0
# Below nothing in hand the pace is held back by this share per request missing, up to a half.
SLOWDOWN_PER_MISSING: Final = 0.01
MAX_SLOWDOWN: Final = 0.5
# A refusal met by pace alone says that the provider counts more finely than a minute.
STRICTNESS_STEP: Final = 1.02
MAX_STRICTNESS: Final = 1.3
STRICTNESS_DECAY: Final = 0.9995


@dataclass(frozen=True, slots=True)
class Spent:
    """When a request was started, and the total spent up to and with it."""

    at: float
    total: float


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
        self._newest = Spent(0.0, -1.0)
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
        if level is not None and level - cost >= min(RESERVE * cost, self._full * MAX_RESERVE):
            return 0.0
        if self.rate is None:
            return 0.0 if level is None or self.spent <= self._newest.total else UNKNOWN_WAIT
        return max(0.0, self._next - now)

    def spend(self, now: float, cost: float) -> Spent:
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
                gap *= 1 + min(MAX_SLOWDOWN, SLOWDOWN_PER_MISSING * (cost - level) / cost)
            # A moment's delay is made good, a long one is not: that would be a burst.
            self._next = min(now, max(self._next, now - gap)) + gap
        self._strict = max(1.0, self._strict * STRICTNESS_DECAY)
        return Spent(now, self.spent)

    def learn(self, spent: Spent, limit: float | None, left: float | None, period: float) -> None:
        """Take in what the answer to the request that was counted there said."""
        if limit is not None and limit > 0:
            self.known, self.rate = True, limit / period
        if left is None:
            return
        # What was in hand once is the most it can hold; the limit a minute may be far above it.
        self._full = max(self._full, left + 1)
        if spent.total > self._newest.total:
            self._newest = spent
        elif spent.at < self._newest.at - HEADER_WINDOW_SECONDS:
            return
        supply = left + spent.total - spent.at * (self.rate or 0.0)
        while self._supply and self._supply[-1][1] >= supply:
            self._supply.pop()
        self._supply.append((spent.at, supply))
        while self._supply[0][0] < self._newest.at - HEADER_WINDOW_SECONDS:
            self._supply.popleft()

    def guess(self, per_second: float) -> None:
        """Take a rate for true until the provider tells its own."""
        if not self.known:
            self.rate = per_second

    def hold(self, now: float, until: float) -> None:
        """A refusal: let nothing go by pace before that time."""
        level = self.in_hand(now)
        if level is not None and self._full * MAX_RESERVE < RESERVE:
            self._strict = min(MAX_STRICTNESS, self._strict * STRICTNESS_STEP)
        self._next = max(self._next, until)


# Without headers the rate is guessed from what went through, and feels its way up again: slowly
# from a rate that was seen to hold, quickly from one that hardly anything is known of.
RATE_WINDOW_SECONDS: Final = 5.0
RATE_DECREASE: Final = 0.85
RATE_INCREASE: Final = 1.002
FAST_RATE_INCREASE: Final = 1.1
MIN_SEEN: Final = 10
MIN_GUESS: Final = 1.0
# The wait after a refusal that names none: doubled at every further one, up to a minute.
MIN_UNNAMED_WAIT: Final = 0.5
MAX_UNNAMED_WAIT: Final = 60.0
# Headers that show room are believed until more than half of so many requests were refused.
REFUSAL_WINDOW: Final = 20


@dataclass(frozen=True, slots=True)
class Start:
    """A request on its way: when it left, its tokens, and what had been spent with it."""

    at: float
    charge: float
    requests: Spent
    tokens: Spent


class Pacer:
    """Says when the next request may go; shared by all that ask, so that a limit holds for all."""

    def __init__(self) -> None:
        self.requests = TokenBucket()
        self.tokens = TokenBucket()
        self._held = 0.0
        self._known_to_hold = 0.0
        self._refusals = 0
        self._through: deque[float] = deque()
        self._refused: deque[bool] = deque(maxlen=REFUSAL_WINDOW)

    def held(self, now: float) -> float:
        """Seconds everything waits because the provider has asked for it."""
        return max(0.0, self._held - now)

    def wait(self, now: float, charge: float) -> float:
        """Seconds until a request of that many tokens may go, 0 for now."""
        return max(self.held(now), self.requests.wait(now, 1), self.tokens.wait(now, charge))

    def start(self, now: float, charge: float) -> Start:
        """Count a request that goes now."""
        return Start(now, charge, self.requests.spend(now, 1), self.tokens.spend(now, charge))

    def learn(self, start: Start, limits: Limits) -> None:
        """Take in what the headers of any answer said."""
        self.requests.learn(start.requests, limits.requests, limits.requests_left, limits.period)
        self.tokens.learn(start.tokens, limits.tokens, limits.tokens_left, 60.0)

    def passed(self, now: float) -> None:
        """A request went through."""
        self._refusals = 0
        self._refused.append(False)
        self._through.append(now)
        while self._through[0] < now - RATE_WINDOW_SECONDS:
            self._through.popleft()
        if not self.requests.known and self.requests.rate:
            quickly = self.requests.rate < self._known_to_hold
            self.requests.guess(
                self.requests.rate * (FAST_RATE_INCREASE if quickly else RATE_INCREASE)
            )

    def refused(self, start: Start, now: float, retry_after: float | None, limits: Limits) -> None:
        """A request met the limit: everything waits, for as long as the provider says.

        Not where its headers, or those of the last answers where it has none, show room for more:
        then only this one request waits.
        """
        self._refused.append(True)
        if self._has_room(limits, start.charge, now) and 2 * sum(self._refused) <= REFUSAL_WINDOW:
            return
        if now >= self._held:
            self._refusals += 1
        unnamed = min(MAX_UNNAMED_WAIT, MIN_UNNAMED_WAIT * 2.0 ** min(self._refusals - 1, 10))
        wait = unnamed if retry_after is None else retry_after
        self._held = max(self._held, now + wait)
        self.requests.hold(now, self._held)
        if not self.requests.known:
            self._guess(self.per_minute(now) / 60 * RATE_DECREASE)

    def _has_room(self, limits: Limits, charge: float, now: float) -> bool:
        """Whether another such request would fit, as far as any headers tell."""
        if limits.requests_left is None and limits.tokens_left is None:
            left, tokens = self.requests.in_hand(now), self.tokens.in_hand(now)
            limits = replace(limits, requests_left=left, tokens_left=tokens)
        return _shows_room(limits, charge)

    def _guess(self, rate: float) -> None:
        """A rate of which little is known may be far too low, and the wait guards a high one."""
        seen = len(self._through) >= MIN_SEEN
        self._known_to_hold = rate if seen else float("inf")
        self.requests.guess(rate if seen else max(rate, MIN_GUESS))

    def per_minute(self, now: float) -> float:
        """Requests that went through lately, as a rate per minute."""
        while self._through and self._through[0] < now - RATE_WINDOW_SECONDS:
            self._through.popleft()
        if not self._through:
            return 0.0
        return len(self._through) / max(now - self._through[0], 1.0) * 60


def _shows_room(limits: Limits, charge: float) -> bool:
    """Whether the headers of a refusal say that another such request would fit.

    >>> _shows_room(Limits(requests=60, requests_left=9), 500)
    True
    >>> _shows_room(Limits(requests=60, requests_left=9, tokens=9000, tokens_left=100), 500)
    False
    """
    if limits.requests_left is None and limits.tokens_left is None:
        return False
    requests = limits.requests_left is None or limits.requests_left >= 1
    return requests and (limits.tokens_left is None or limits.tokens_left >= charge)

"""One pace for everything that goes to a provider: its limits, learnt from its own headers."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

from routing.attempt import Limits
from routing.engine.token_bucket import Mark, TokenBucket

# Without headers the rate is guessed from what went through, and feels its way up again: slowly
# from a rate that was seen to hold, quickly from one that hardly anything is known of.
WINDOW: Final = 5.0
BACK: Final = 0.85
UP: Final = 1.002
UP_QUICKLY: Final = 1.1
SEEN_TO_HOLD: Final = 10
MIN_GUESS: Final = 1.0
# The wait after a refusal that names none: doubled at every further one, up to a minute.
UNNAMED: Final = 0.5
MAX_UNNAMED: Final = 60.0
# Headers that show room are believed until more than half of so many requests were refused.
JUDGED: Final = 20


@dataclass(frozen=True, slots=True)
class Start:
    """A request on its way: when it left, its tokens, and what had been spent with it."""

    at: float
    charge: float
    requests: Mark
    tokens: Mark


class Pacer:
    """Says when the next request may go; shared by all that ask, so that a limit holds for all."""

    def __init__(self) -> None:
        self.requests = TokenBucket()
        self.tokens = TokenBucket()
        self._held = 0.0
        self._known_to_hold = 0.0
        self._refusals = 0
        self._through: deque[float] = deque()
        self._refused: deque[bool] = deque(maxlen=JUDGED)

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
        while self._through[0] < now - WINDOW:
            self._through.popleft()
        if not self.requests.known and self.requests.rate:
            quickly = self.requests.rate < self._known_to_hold
            self.requests.guess(self.requests.rate * (UP_QUICKLY if quickly else UP))

    def refused(self, start: Start, now: float, retry_after: float | None, limits: Limits) -> None:
        """A request met the limit: everything waits, for as long as the provider says.

        Not where its headers show room for more: then only this one request waits.
        """
        self._refused.append(True)
        if _shows_room(limits, start.charge) and 2 * sum(self._refused) <= JUDGED:
            return
        if now >= self._held:
            self._refusals += 1
        unnamed = min(MAX_UNNAMED, UNNAMED * 2.0 ** min(self._refusals - 1, 10))
        wait = unnamed if retry_after is None else retry_after
        self._held = max(self._held, now + wait)
        self.requests.hold(now, self._held)
        if not self.requests.known:
            self._guess(self.per_minute(now) / 60 * BACK)

    def _guess(self, rate: float) -> None:
        """A rate of which little is known may be far too low, and the wait guards a high one."""
        seen = len(self._through) >= SEEN_TO_HOLD
        self._known_to_hold = rate if seen else float("inf")
        self.requests.guess(rate if seen else max(rate, MIN_GUESS))

    def per_minute(self, now: float) -> float:
        """Requests that went through lately, as a rate per minute."""
        while self._through and self._through[0] < now - WINDOW:
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

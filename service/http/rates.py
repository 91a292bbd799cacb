"""How much each key may ask: a sliding window per key."""

from __future__ import annotations

import time
from typing import Final

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from service.errors import ServiceError
from service.storage.api_keys import ApiKey

MIN_WAIT: Final = 1
PARTS: Final = 100


class Rates:
    """The rates of the keys in this process.

    The limiter costs as much as a small answer, so that a hundredth of a rate is counted at once.
    """

    def __init__(self) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._counted: dict[str, int] = {}

    def wait(self, key: ApiKey) -> int:
        """Count a request: 0 where it may go, else the whole seconds to wait."""
        if left := self._counted.get(key.name, 0):
            self._counted[key.name] = left - 1
            return 0
        rate = parse(key.rate)
        together = max(1, rate.amount // PARTS)
        if self._limiter.hit(rate, key.name, cost=together):
            self._counted[key.name] = together - 1
            return 0
        window = self._limiter.get_window_stats(rate, key.name)
        return max(MIN_WAIT, int(window.reset_time - time.time() + 1))


def check(rate: str) -> str:
    """A rate as it is written, for example `600/minute`; raises ServiceError for another text."""
    try:
        parse(rate)
    except ValueError as error:
        raise ServiceError(f"{rate} is no rate; write it as 600/minute.") from error
    return rate

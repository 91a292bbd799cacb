"""How much each key may ask: a sliding window per key."""

from __future__ import annotations

import time
from typing import Final

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from service.api_keys import ApiKey
from service.errors import ServiceError

MIN_WAIT: Final = 1


class Rates:
    """The rates of the keys in this process."""

    def __init__(self) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def wait(self, key: ApiKey) -> int:
        """Count a request: 0 where it may go, else the whole seconds to wait."""
        rate = parse(key.rate)
        if self._limiter.hit(rate, key.name):
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

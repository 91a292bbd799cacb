"""The provider's side of a limit: a token bucket that refuses what it does not hold."""

from __future__ import annotations

import math
import time
from collections.abc import Callable


class Bucket:
    """Holds `burst_seconds` worth of `per_minute` units and is refilled all the time."""

    def __init__(
        self,
        per_minute: float | None,
        burst_seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.clock = clock
        self.per_minute = per_minute
        self.rate = (per_minute or 0.0) / 60
        self.full = max(1.0, self.rate * burst_seconds)
        self.level = self.full
        self.at = self.clock()

    def refill(self) -> None:
        now = self.clock()
        self.level = min(self.full, self.level + (now - self.at) * self.rate)
        self.at = now

    def lacks(self, units: float) -> float:
        """Seconds until it holds them, 0 when it does."""
        if self.per_minute is None:
            return 0.0
        self.refill()
        return max(0.0, (min(units, self.full) - self.level) / self.rate)

    def spend(self, units: float) -> None:
        if self.per_minute is not None:
            self.level = max(-self.full, self.level - units)

    def headers(self, what: str) -> dict[str, str]:
        if self.per_minute is None:
            return {}
        reset = (self.full - self.level) / self.rate
        return {
            f"x-ratelimit-limit-{what}": str(int(self.per_minute)),
            f"x-ratelimit-remaining-{what}": str(max(0, math.floor(self.level))),
            f"x-ratelimit-reset-{what}": f"{math.ceil(reset * 1000)}ms",
        }

"""How long an attempt may take, learnt from the latencies seen."""

from __future__ import annotations

from collections import deque
from statistics import median
from typing import Final

LEAST: Final = 5.0
TIMES: Final = 8.0
# Before anything is known: a local server may have to load its model first.
UNKNOWN: Final = 120.0
SEEN: Final = 101
FRESH: Final = 20
# While few answers are in, the median says little: a local server may still be queueing them.
LEAST_AT_FIRST: Final = 30.0


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
            return UNKNOWN
        least = LEAST if len(self._latencies) >= FRESH else LEAST_AT_FIRST
        return float(max(least, TIMES * self._median) * 2**timed_out)

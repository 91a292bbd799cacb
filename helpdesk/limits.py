"""What a help desk allows, learnt from its answers: until when which requests must wait."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

# A wait that the desk does not name doubles from the first of these to the second, in seconds.
MIN_UNNAMED: Final = 1.0
MAX_UNNAMED: Final = 60.0
# Two clocks never tick as one.
MARGIN: Final = 0.05
_LEFT: Final = ("x-rate-limit-remaining", "ratelimit-remaining", "x-ratelimit-remaining")
_RESET: Final = ("ratelimit-reset", "x-rate-limit-reset")


class Limits:
    """Holds each class of requests until the desk takes them again.

    Times are monotonic seconds.
    """

    def __init__(self) -> None:
        self._held: dict[str, float] = {}
        self._refusals: dict[str, int] = {}

    def wait(self, kind: str, now: float) -> float:
        """Seconds until a request of that class may go, 0 for now."""
        return max(0.0, self._held.get(kind, 0.0) - now)

    def passed(self, kind: str, headers: Mapping[str, str], now: float) -> None:
        """A request went through; its headers may say that it was the last one for a while."""
        self._refusals.pop(kind, None)
        left, reset = _number(headers, _LEFT), _number(headers, _RESET)
        if left is not None and left <= 0 and reset is not None and 0 < reset <= MAX_UNNAMED:
            self._hold(kind, now + reset)

    def refused(self, kind: str, headers: Mapping[str, str], now: float) -> float:
        """A request met a limit: the seconds its whole class has to wait."""
        if not self.wait(kind, now):
            self._refusals[kind] = self._refusals.get(kind, 0) + 1
        asked = retry_after(headers, datetime.now(UTC))
        unnamed = MIN_UNNAMED * 2.0 ** min(self._refusals.get(kind, 1) - 1, 10)
        self._hold(kind, now + (min(MAX_UNNAMED, unnamed) if asked is None else asked))
        return self.wait(kind, now)

    def _hold(self, kind: str, until: float) -> None:
        self._held[kind] = max(self._held.get(kind, 0.0), until + MARGIN)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds the header asks to wait, whether it names them or a date; None without it.

    >>> retry_after({"retry-after": "7"}, datetime(2026, 1, 1, tzinfo=UTC))
    7.0
    >>> retry_after({"retry-after": "Thu, 01 Jan 2026 00:00:30 GMT"},
    ...             datetime(2026, 1, 1, tzinfo=UTC))
    30.0
    """
    seconds = _number(headers, ("retry-after",))
    if seconds is not None:
        return max(0.0, seconds)
    try:
        until = parsedate_to_datetime(headers.get("retry-after", ""))
    except ValueError:
        return None
    return max(0.0, (until - now).total_seconds())


def _number(headers: Mapping[str, str], names: tuple[str, ...]) -> float | None:
    for name in names:
        try:
            return float(headers.get(name, ""))
        except ValueError:
            continue
    return None

"""What a help desk allows, learnt from its answers: until when which requests must wait."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

# A wait that the desk does not name doubles from the first of these to the second, in seconds.
MIN_UNNAMED: Final = 1.0
MAX_UNNAMED: Final = 60.0
# No wait is longer; a number that is larger is a mistake. Seconds.
MAX_NAMED: Final = 86_400.0
# Two clocks never tick as one.
MARGIN: Final = 0.05
# A reset that is larger is no count of seconds but a moment: seconds since 1970.
MIN_MOMENT: Final = 1e9
_LEFT: Final = ("x-rate-limit-remaining", "ratelimit-remaining", "x-ratelimit-remaining")
_RESET: Final = ("ratelimit-reset", "x-rate-limit-reset", "x-ratelimit-reset")


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
        left, wait = _number(headers, _LEFT), reset(headers, _clock(headers))
        if left is not None and left <= 0 and wait is not None and 0 < wait <= MAX_UNNAMED:
            self.hold(kind, now + wait)

    def refused(self, kind: str, headers: Mapping[str, str], now: float) -> float:
        """A request met a limit: the seconds its whole class has to wait."""
        if not self.wait(kind, now):
            self._refusals[kind] = self._refusals.get(kind, 0) + 1
        clock = _clock(headers)
        asked = retry_after(headers, clock)
        if asked is None:
            asked = reset(headers, clock)
        # A wait of nothing names none: who comes back at once is refused again.
        unnamed = MIN_UNNAMED * 2.0 ** min(self._refusals.get(kind, 1) - 1, 10)
        self.hold(kind, now + (min(MAX_NAMED, asked or 0.0) or min(MAX_UNNAMED, unnamed)))
        return self.wait(kind, now)

    def hold(self, kind: str, until: float) -> None:
        """Hold the class until then; a wait that ends later stays."""
        self._held[kind] = max(self._held.get(kind, 0.0), until + MARGIN)


def retry_after(headers: Mapping[str, str], clock: datetime) -> float | None:
    """Seconds the header asks to wait, whether it names them or a date; None without it.

    clock: what the desk's clock shows, UTC.

    >>> retry_after({"retry-after": "7"}, datetime(2026, 1, 1, tzinfo=UTC))
    7.0
    >>> retry_after({"retry-after": "Thu, 01 Jan 2026 00:00:30 GMT"},
    ...             datetime(2026, 1, 1, tzinfo=UTC))
    30.0
    """
    seconds = _number(headers, ("retry-after",))
    if seconds is not None:
        return max(0.0, seconds)
    until = moment(headers, "retry-after")
    return None if until is None else max(0.0, (until - clock).total_seconds())


def reset(headers: Mapping[str, str], clock: datetime) -> float | None:
    """Seconds until the desk counts anew: some name them, some the moment. None without it.

    >>> reset({"ratelimit-reset": "12"}, datetime(2026, 1, 1, tzinfo=UTC))
    12.0
    >>> reset({"x-ratelimit-reset": "1767225640"}, datetime(2026, 1, 1, tzinfo=UTC))
    40.0
    """
    value = _number(headers, _RESET)
    if value is None or value < MIN_MOMENT:
        return value
    return max(0.0, value - clock.timestamp())


def moment(headers: Mapping[str, str], name: str) -> datetime | None:
    """The date in a header, UTC; None when it holds none."""
    try:
        found = parsedate_to_datetime(headers.get(name, ""))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _clock(headers: Mapping[str, str]) -> datetime:
    """What the desk's clock showed when it answered: ours may go otherwise."""
    return moment(headers, "date") or datetime.now(UTC)


def _number(headers: Mapping[str, str], names: tuple[str, ...]) -> float | None:
    for name in names:
        try:
            found = float(headers.get(name, ""))
        except ValueError:
            continue
        if math.isfinite(found):
            return found
    return None

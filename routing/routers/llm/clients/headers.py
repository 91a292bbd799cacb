"""What a provider's headers say of its limits and of how long to wait."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from routing.attempt import Limits

MINUTE: Final = 60.0
DAY: Final = 86_400.0
MAX_WAIT: Final = 3_600.0
_PART: Final = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_SECONDS: Final = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": DAY}


def limits(headers: Mapping[str, str]) -> Limits:
    """The limits in the x-ratelimit headers, whatever their letters' case."""
    # As a plain dictionary: the client's own decodes every header at each look.
    headers = {name.lower(): value for name, value in headers.items()}
    requests = _number(headers, "x-ratelimit-limit-requests")
    left = _number(headers, "x-ratelimit-remaining-requests")
    return Limits(
        requests=requests,
        requests_left=left,
        tokens=_number(headers, "x-ratelimit-limit-tokens"),
        tokens_left=_number(headers, "x-ratelimit-remaining-tokens"),
        period=_period(requests, left, duration(headers.get("x-ratelimit-reset-requests", ""))),
    )


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds the provider asks to wait, None when it does not say.

    >>> retry_after({"retry-after-ms": "20", "retry-after": "1"})
    0.02
    >>> retry_after({"retry-after": "Wed, 21 Oct 2026 07:28:30 GMT",
    ...              "date": "Wed, 21 Oct 2026 07:28:00 GMT"})
    30.0
    """
    milliseconds = _number(headers, "retry-after-ms")
    if milliseconds is not None:
        return _bounded(milliseconds / 1000)
    seconds = _number(headers, "retry-after")
    if seconds is not None:
        return _bounded(seconds)
    return _until(headers.get("retry-after", ""), headers.get("date", ""))


def duration(text: str) -> float | None:
    """Seconds of a duration as providers write it, None when it is none.

    >>> duration("6m0s"), duration("20ms"), duration("1.5"), duration("soon")
    (360.0, 0.02, 1.5, None)
    """
    text = text.strip()
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text)
    parts = _PART.findall(text)
    if not parts or "".join(n + unit for n, unit in parts) != text:
        return None
    return sum(float(n) * _SECONDS[unit] for n, unit in parts)


def _period(limit: float | None, left: float | None, reset: float | None) -> float:
    """A minute; or a day, where only that explains how long the spent part takes to come back."""
    if not limit or left is None or not reset or left >= limit:
        return MINUTE
    refill = (limit - left) / reset
    daily = limit / DAY
    return DAY if 0.8 * daily <= refill <= 1.25 * daily else MINUTE


def _until(date: str, now: str) -> float | None:
    """Seconds until a date, by the server's own clock where it tells it: ours may be wrong."""
    then, told = _moment(date), _moment(now)
    if then is None:
        return None
    return _bounded((then - (told or datetime.now(UTC))).total_seconds())


def _moment(date: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(date)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _bounded(seconds: float) -> float:
    return min(MAX_WAIT, max(0.0, seconds))


def _number(headers: Mapping[str, str], name: str) -> float | None:
    try:
        value = float(headers.get(name, ""))
    except ValueError:
        return None
    return value if 0 <= value < float("inf") else None

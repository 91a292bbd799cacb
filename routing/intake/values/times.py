"""Dates as help desks write them, day and month told apart by the whole column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

Order = Literal["day", "month", "unclear", "none"]

_EPOCH_SECONDS: Final = (100_000_000, 10_000_000_000)
_NUMBER: Final = re.compile(r"\d{9,16}(?:\.\d+)?")
_ZONE: Final = r"(?:\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})(?:\s*\([^)]{0,40}\))?)?"
_TIME: Final = (
    r"(?:(?:,?\s+|T|\s+(?:at|um|à|a las)\s+)(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})"
    r"(?:[:.](?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?(?:\s*Uhr)?)?"
)
_NUMERIC: Final = re.compile(
    r"(?P<a>\d{1,4})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{1,4})" + _TIME + _ZONE
)
_NAMED: Final = re.compile(
    r"(?:\w{2,10}\.?,?\s+)??(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[-/. ]*\s*(?:de\s+)?"
    r"(?P<name>[^\W\d_]{3,10})\.?"
    r"|(?P<name2>[^\W\d_]{3,10})\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?)"
    r"[-/., ]*(?:de\s+)?(?P<year>\d{4}|\d{2})" + _TIME + _ZONE
)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2}))?Z?")
_MONTHS: Final = {
    **dict.fromkeys(("jan", "ene", "jän"), 1), **dict.fromkeys(("feb", "fév", "fev"), 2),
    **dict.fromkeys(("mar", "mär", "mrz"), 3), **dict.fromkeys(("apr", "avr", "abr"), 4),
    **dict.fromkeys(("may", "mai"), 5), "jun": 6, "juin": 6, "jul": 7, "juil": 7,
    **dict.fromkeys(("aug", "aoû", "aou", "ago"), 8), "sep": 9, "set": 9,
    **dict.fromkeys(("oct", "okt", "out"), 10), "nov": 11,
    **dict.fromkeys(("dec", "dez", "déc", "dic"), 12),
}  # fmt: skip


def order_of(values: Iterable[str]) -> Order:
    """Whether a column writes the day or the month first.

    Stops at the first value that decides; "unclear" when every value can be read both ways,
    "none" when no value has the problem.

    >>> order_of(["01/02/2024", "13/02/2024"])
    'day'
    """
    unclear = False
    for value in values:
        match = _NUMERIC.match(value.strip())
        if not match or len(match["a"]) > 2:  # noqa: PLR2004 - the year stands first
            continue
        if match["sep"] == ".":
            return "day"
        first, second = int(match["a"]), int(match["b"])
        if first > 12 >= second:  # noqa: PLR2004
            return "day"
        if second > 12 >= first:  # noqa: PLR2004
            return "month"
        unclear = unclear or first != second
    return "unclear" if unclear else "none"


def parse_time(text: str, *, day_first: bool) -> datetime | None:
    """A time without zone, in UTC; None when it cannot be read.

    Times without a zone are taken as UTC.

    >>> parse_time("12/Mar/24 9:41 AM", day_first=False)
    datetime.datetime(2024, 3, 12, 9, 41)
    >>> parse_time("2024-03-12T09:41:00+02:00", day_first=False)
    datetime.datetime(2024, 3, 12, 7, 41)
    """
    text = text.strip()
    if not 6 <= len(text) <= 60:  # noqa: PLR2004
        return None
    try:
        if text[4:5] == "-":
            return _utc(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        pass
    try:
        return _other(text, day_first=day_first)
    except (ValueError, OverflowError):
        return None


def _other(text: str, *, day_first: bool) -> datetime | None:
    match = _COMPACT.fullmatch(text)
    if match and 1970 <= int(match[1]) <= 2100 and (len(text) == 8 or match[4]):  # noqa: PLR2004
        return datetime(*(int(part) for part in match.groups() if part))  # type: ignore[arg-type] # noqa: DTZ001
    if _NUMBER.fullmatch(text):
        return _epoch(float(text))
    if match := _NUMERIC.fullmatch(text):
        year, month, day = _numeric(match, day_first=day_first)
        return _with_time(match, year, month, day)
    if match := _NAMED.fullmatch(text):
        month = _month(match["name"] or match["name2"])
        return _with_time(match, _year(match["year"]), month, int(match["day"] or match["day2"]))
    return None


def _numeric(match: re.Match[str], *, day_first: bool) -> tuple[int, int, int]:
    a, b, c = match["a"], match["b"], match["c"]
    if len(a) == 4:  # noqa: PLR2004 - 2024/03/12
        return int(a), int(b), int(c)
    first, second = int(a), int(b)
    day_leads = first > 12 or (second <= 12 and (day_first or match["sep"] == "."))  # noqa: PLR2004
    day, month = (first, second) if day_leads else (second, first)
    return _year(c), month, day


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) > 2 else year + (2000 if year < 70 else 1900)  # noqa: PLR2004


def _month(name: str) -> int:
    word = name.casefold()
    month = _MONTHS.get(word[:4]) or _MONTHS.get(word[:3])
    if month is None:
        raise ValueError(name)
    return month


def _with_time(match: re.Match[str], year: int, month: int, day: int) -> datetime:
    hour = int(match["hour"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] in "Pp" else 0)
    micro = int((match["fraction"] or "0").ljust(6, "0")[:6])
    time = datetime(  # noqa: DTZ001 - our times are in UTC without saying so
        year, month, day, hour, int(match["minute"] or 0), int(match["second"] or 0), micro
    )
    return time - _offset(match["zone"])


def _offset(zone: str | None) -> timedelta:
    if not zone or zone[0] not in "+-":
        return timedelta(0)
    digits = zone[1:].replace(":", "")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return size if zone[0] == "+" else -size


def _epoch(number: float) -> datetime | None:
    low, high = _EPOCH_SECONDS
    for factor in (1, 1_000, 1_000_000):
        if low <= number / factor < high:
            return datetime.fromtimestamp(number / factor, UTC).replace(tzinfo=None)
    return None


def _utc(time: datetime) -> datetime:
    return time if time.tzinfo is None else time.astimezone(UTC).replace(tzinfo=None)

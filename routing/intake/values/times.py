"""Dates as help desks write them, day and month told apart by the whole column."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Order = Literal["day", "month", "unclear", "none"]

_EPOCH_SECONDS: Final = (100_000_000, 10_000_000_000)
_NUMBER: Final = re.compile(r"\d{9,16}(?:\.\d+)?")
# Days since the last of 1899, as a spreadsheet writes a date that lost its format: 1982 to 2064.
_SERIAL: Final = re.compile(r"[3-5]\d{4}(?:\.\d+)?")
_SERIAL_START: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - our times are in UTC without saying so
_YEARS: Final = range(1970, 2200)
_BUDDHIST: Final = range(2500, 2700)
_LONGEST: Final = 90
# A digit, or a sign that may be one in another script.
_DIGIT: Final = re.compile(r"[0-9\x80-\U0010ffff]")
_ZONE: Final = (
    r"(?:\s*(?P<zone>(?:Z|UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?|[A-Z]{1,5}|[A-Z][a-z]+/[A-Z][A-Za-z_]+)"
    r"(?:\s*\([^)]{0,50}\))?)?"
)
_HALF: Final = r"[AaPp]\.?\s?[Mm]\.?|上午|下午|午前|午後|오전|오후|ص|م"
# Between date and time may stand one word: "at", "um", "klo", a weekday; a zone is none.
_TIME: Final = (
    r"(?:(?:,?\s+|T|,|_|:|\s*[-–@]\s+)(?:(?![A-Z]{2,5}\b)[^\W\d_]{1,12}\.?,?\s+)??"
    rf"(?:(?P<before>{_HALF})\s*)?"
    r"(?P<hour>\d{1,2})(?:\s?[:.h時时시]\s?(?P<minute>\d{2})[分분]?)?"
    r"(?:[:.\s]?(?P<second>\d{2})[秒초]?(?:[.,](?P<fraction>\d{1,9}))?)?"
    rf"(?:\s*(?P<half>{_HALF}))?(?:\s*Uhr)?)?"
)
_NUMERIC: Final = re.compile(
    r"(?:[^\W\d_]{2,12}\.?,?\s+)?(?P<a>\d{1,4})\s?(?P<sep>[-/.年년])\s?(?P<b>\d{1,2})"
    r"\s?(?:(?P=sep)|[月월])\s?(?P<c>\d{1,4})[日일]?\.?(?:\s?\([^)]{1,4}\))?" + _TIME + _ZONE
)
_NAMED: Final = re.compile(
    r"(?:[^\W\d_]{2,12}\.?,?\s+)??(?:(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?[-/. ]*\s*(?:de\s+)?"
    r"(?P<name>[^\W\d_]{3,12})\.?"
    r"|(?P<name2>[^\W\d_]{3,12})\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?)"
    r"[-/., ]*(?:de\s+)?(?P<year>\d{4}|\d{2})" + _TIME + _ZONE
)
# What most files write: the long expression above takes several times as long to say the same.
_COMMON: Final = re.compile(
    r"(?P<a>\d{1,4})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{1,4})"
    r"(?: (?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?: ?(?P<half>[AaPp][Mm]))?)?",
    re.ASCII,
)
# "2025. február 3.", "2025-Feb-03".
_YEAR_FIRST: Final = re.compile(
    r"(?P<year>\d{4})[-/. ]+(?P<name>[^\W\d_]{3,12})[-/. ]+(?P<day>\d{1,2})\.?" + _TIME + _ZONE
)
# "Tue Oct 31 22:10:47 +0000 2017", as `date`, Twitter and mail logs write it: the year last.
_YEAR_LAST: Final = re.compile(
    r"(?:[^\W\d_]{2,12}\.?,?\s+)?(?:(?P<name>[^\W\d_]{3,12})\.?\s+(?P<day>\d{1,2})"
    r"|(?P<day2>\d{1,2})\s+(?P<name2>[^\W\d_]{3,12})\.?),?\s+"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?" + _ZONE + r"\s+(?P<year>\d{4})"
)
_COMPACT: Final = re.compile(
    r"(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2}):?(\d{2}):?(\d{2})?(?:\.0+)?)?Z?"
)
# What programs put around a time: .NET's /Date(1738571160000+0100)/, Java's "…[Europe/Berlin]".
_AROUND: Final = re.compile(r"/Date\((\d+)(?:[+-]\d{4})?\)/|(.*\d.*)\[[A-Za-z_/]+\]")
_AFTERNOON: Final = ("p", "下", "午後", "오후", "م")
_WORDS: Final = tomllib.loads(Path(__file__).with_name("time_words.toml").read_text("utf-8"))
_MONTHS: Final = {word: int(n) for n, words in _WORDS["months"].items() for word in words}
_ZONES: Final[dict[str, int]] = _WORDS["zones"]


def order_of(values: Iterable[str]) -> Order:
    """Whether a column writes the day or the month first.

    Stops at the first value that decides; "unclear" when every value can be read both ways,
    "none" when no value has the problem.

    >>> order_of(["01/02/2024", "13/02/2024"])
    'day'
    """
    unclear = False
    for value in values:
        match = _NUMERIC.match(_plain(value))
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


def are_days(values: Iterable[str]) -> bool:
    """Whether a column holds days since 1899, as a spreadsheet writes dates without their format.

    >>> are_days(["45691.35", "", "45692"]), are_days(["45691", "120"])
    (True, False)
    """
    found = [value.strip() for value in values if value.strip()]
    return bool(found) and all(_SERIAL.fullmatch(value) for value in found)


def parse_days(text: str) -> datetime | None:
    """The time of such a number of days; None where it is none.

    >>> parse_days("45691.3513888889")
    datetime.datetime(2025, 2, 3, 8, 26)
    """
    if not _SERIAL.fullmatch(text.strip()):
        return None
    return _SERIAL_START + timedelta(seconds=round(float(text) * 86_400))


def parse_time(text: str, *, day_first: bool) -> datetime | None:
    """A time without zone, in UTC; None when it cannot be read.

    Times without a zone are taken as UTC.

    >>> parse_time("12/Mar/24 9:41 AM", day_first=False)
    datetime.datetime(2024, 3, 12, 9, 41)
    >>> parse_time("2024-03-12T09:41:00+02:00", day_first=False)
    datetime.datetime(2024, 3, 12, 7, 41)
    """
    text = text.strip()
    if not 6 <= len(text) <= _LONGEST or not _DIGIT.search(text):  # noqa: PLR2004
        return None
    if not text.isascii():
        text = _plain(text)
    try:
        found = _iso(text) or _other(text, day_first=day_first)
    except (ValueError, OverflowError):
        return None
    # No ticket is older or younger: years of another calendar, or a sign for "never".
    return found if found and found.year in _YEARS else None


def _iso(text: str) -> datetime | None:
    try:
        return _utc(datetime.fromisoformat(text)) if text[4:5] == "-" else None
    except (ValueError, OverflowError):
        return None


def _other(text: str, *, day_first: bool) -> datetime | None:
    if text[-1] in "]/" and (match := _AROUND.fullmatch(text)):
        return parse_time(match[1] or match[2], day_first=day_first)
    match = _COMPACT.fullmatch(text)
    if match and int(match[1]) in _YEARS and (len(text) == 8 or match[4]):  # noqa: PLR2004
        return datetime(*(int(part) for part in match.groups() if part))  # type: ignore[arg-type] # noqa: DTZ001
    if _NUMBER.fullmatch(text):
        return _epoch(float(text))
    if match := _COMMON.fullmatch(text) or _NUMERIC.fullmatch(text):
        year, month, day = _numeric(match, day_first=day_first)
        return _with_time(match, year, month, day)
    if match := _NAMED.fullmatch(text) or _YEAR_FIRST.fullmatch(text) or _YEAR_LAST.fullmatch(text):
        groups = match.groupdict()
        named = _month(groups["name"] or groups["name2"])
        return _with_time(match, _year(match["year"]), named, int(groups["day"] or groups["day2"]))
    return None


def _numeric(match: re.Match[str], *, day_first: bool) -> tuple[int, int, int]:
    a, b, c = match["a"], match["b"], match["c"]
    if len(a) == 4:  # noqa: PLR2004 - 2024/03/12
        return _year(a), int(b), int(c)
    first, second = int(a), int(b)
    day_leads = first > 12 or (second <= 12 and (day_first or match["sep"] == "."))  # noqa: PLR2004
    day, month = (first, second) if day_leads else (second, first)
    return _year(c), month, day


def _year(text: str) -> int:
    year = int(text)
    if len(text) <= 2:  # noqa: PLR2004
        return year + (2000 if year < 70 else 1900)  # noqa: PLR2004
    return year - 543 if year in _BUDDHIST else year


def _month(name: str) -> int:
    marked = unicodedata.normalize("NFKD", name.casefold())
    word = "".join(c for c in marked if not "\u0300" <= c <= "\u036f").replace("\u0131", "i")
    month = _MONTHS.get(word) or _MONTHS.get(word[:4]) or _MONTHS.get(word[:3])
    if month is None:
        raise ValueError(name)
    return month


def _with_time(match: re.Match[str], year: int, month: int, day: int) -> datetime:
    parts = match.groupdict()
    hour = int(parts["hour"] or 0)
    half = (parts["half"] or parts.get("before") or "").casefold()
    if half:
        hour = hour % 12 + (12 if half.startswith(_AFTERNOON) else 0)
    micro = int((parts.get("fraction") or "0").ljust(6, "0")[:6])
    time = datetime(  # noqa: DTZ001 - our times are in UTC without saying so
        year, month, day, hour, int(parts["minute"] or 0), int(parts["second"] or 0), micro
    )
    return _in_utc(time, parts.get("zone"))


def _in_utc(time: datetime, zone: str | None) -> datetime:
    """Without its zone: an offset, a name such as EST, or a place such as Europe/Berlin."""
    if not zone:
        return time
    if "/" in zone:
        try:
            return time.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(zone) from error
    if zone in _ZONES:
        return time - timedelta(minutes=_ZONES[zone])
    match = _OFFSET.fullmatch(zone)
    if not match:
        raise ValueError(zone)
    size = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return time - size if match[1] == "+" else time + size


_OFFSET: Final = re.compile(r"(?:Z|UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?")


def _plain(text: str) -> str:
    """Digits of every script as 0 to 9, full-width signs and odd spaces as plain ones."""
    text = unicodedata.normalize("NFKC", text.strip())
    return "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text)


def separator_of(values: Iterable[str]) -> str:
    """The sign between the numbers of the first numeric date; "" when there is none.

    >>> separator_of(["soon", "05-09-2025"])
    '-'
    """
    matches = (_NUMERIC.match(_plain(value)) for value in values)
    return next((match["sep"] for match in matches if match), "")


def _epoch(number: float) -> datetime | None:
    low, high = _EPOCH_SECONDS
    for factor in (1, 1_000, 1_000_000):
        if low <= number / factor < high:
            return datetime.fromtimestamp(number / factor, UTC).replace(tzinfo=None)
    return None


def _utc(time: datetime) -> datetime:
    return time if time.tzinfo is None else time.astimezone(UTC).replace(tzinfo=None)

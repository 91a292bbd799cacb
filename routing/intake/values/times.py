"""Dates as help desks write them, day and month told apart by the whole column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Order = Literal["day", "month", "unclear", "none"]

_EPOCH_SECONDS: Final = (100_000_000, 10_000_000_000)
_NUMBER: Final = re.compile(r"\d{9,16}(?:\.\d+)?")
_ZONE: Final = (
    r"(?:\s*(?P<zone>(?:Z|UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?|[A-Z]{1,5}|[A-Z][a-z]+/[A-Z][A-Za-z_]+)"
    r"(?:\s*\([^)]{0,40}\))?)?"
)
_TIME: Final = (
    r"(?:(?:,?\s+|T|,|\s*[-–]\s+|\s+(?:at|um|à|a las|às|alle|om|o|saat|в)\s+)"
    r"(?:(?P<before>[AaPp]\.?[Mm]\.?|上午|下午|午前|午後|오전|오후|ص|م)\s*)?"
    r"(?P<hour>\d{1,2})(?:[:.h时時시]\s*(?P<minute>\d{2})[分분]?)?"
    r"(?:[:.\s]?(?P<second>\d{2})[秒초]?(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?:\s*(?P<half>[AaPp]\.?\s?[Mm]\.?|上午|下午|午前|午後|오전|오후|ص|م))?(?:\s*Uhr)?)?"
)
_NUMERIC: Final = re.compile(
    r"(?:\w{2,12}\.?,?\s+)?(?P<a>\d{1,4})\s?(?P<sep>[-/.年년])\s?(?P<b>\d{1,2})"
    r"\s?(?:(?P=sep)|[月월])\s?(?P<c>\d{1,4})[日일]?\.?(?:\s?\([^)]{1,4}\))?" + _TIME + _ZONE
)
_NAMED: Final = re.compile(
    r"(?:\w{2,12}\.?,?\s+)??(?:(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?[-/. ]*\s*(?:de\s+)?"
    r"(?P<name>[^\W\d_]{3,12})\.?"
    r"|(?P<name2>[^\W\d_]{3,12})\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?)"
    r"[-/., ]*(?:de\s+)?(?P<year>\d{4}|\d{2})" + _TIME + _ZONE
)
# "Tue Oct 31 22:10:47 +0000 2017", as `date`, Twitter and mail logs write it: the year last.
_YEAR_LAST: Final = re.compile(
    r"(?:\w{2,12}\.?,?\s+)?(?P<name>[^\W\d_]{3,12})\.?\s+(?P<day>\d{1,2}),?\s+"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?" + _ZONE + r"\s+(?P<year>\d{4})"
)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?)?Z?")
_AFTERNOON: Final = ("p", "下", "午後", "오후", "م")
_MONTHS: Final = {
    **dict.fromkeys(("jan", "ene", "jän", "gen", "sty", "oca", "янв", "ينا", "led", "ian"), 1),
    **dict.fromkeys(("feb", "fév", "fev", "lut", "şub", "фев", "فبر", "únor", "hel"), 2),
    **dict.fromkeys(("mar", "mär", "mrz", "maa", "мар", "مار", "mrt", "bře"), 3),
    **dict.fromkeys(("apr", "avr", "abr", "kwi", "nis", "апр", "أبر", "ابر", "dub", "huh"), 4),
    **dict.fromkeys(("may", "mai", "maj", "mag", "mei", "май", "мая", "ماي", "kvě", "tou"), 5),
    **dict.fromkeys(("jun", "juin", "giu", "cze", "haz", "июн", "يون", "kes", "iun"), 6),
    **dict.fromkeys(("jul", "juil", "lug", "lip", "tem", "июл", "يول", "hei", "iul"), 7),
    **dict.fromkeys(("aug", "aoû", "aou", "ago", "sie", "ağu", "авг", "اغس", "srp", "elo"), 8),
    **dict.fromkeys(("أغس",), 8), **dict.fromkeys(("أكت",), 10),
    **dict.fromkeys(("sep", "set", "wrz", "eyl", "сен", "سبت", "zář", "syy"), 9),
    **dict.fromkeys(("oct", "okt", "out", "ott", "paź", "eki", "окт", "اكت", "říj", "lok"), 10),
    **dict.fromkeys(("nov", "kas", "ноя", "نوف"), 11),
    **dict.fromkeys(("dec", "dez", "déc", "dic", "gru", "ara", "дек", "ديس", "pro", "jou"), 12),
    "listopada": 11, "lis": 11, "mars": 3, "mart": 3, "marraskuuta": 11, "juni": 6, "juli": 7,
}  # fmt: skip
# Offsets of the zones that exports name, in minutes; the daylight saving ones as well.
_ZONES: Final = {
    "Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "WET": 0, "WEST": 60, "BST": 60, "IST": 330, "CET": 60,
    "CEST": 120, "MET": 60, "MEST": 120, "MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180,
    "MSK": 180, "TRT": 180, "AST": -240, "ADT": -180, "EST": -300, "EDT": -240, "CST": -360,
    "CDT": -300,
    "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600,
    "BRT": -180, "BRST": -120, "ART": -180, "CLT": -240, "COT": -300, "PET": -300, "JST": 540,
    "KST": 540, "HKT": 480, "SGT": 480, "AWST": 480, "ACST": 570, "AEST": 600, "AEDT": 660,
    "NZST": 720, "NZDT": 780, "SAST": 120, "WIB": 420, "ICT": 420, "PKT": 300, "GST": 240,
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
    if not text.isascii():
        text = _plain(text)
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
    match = _NAMED.fullmatch(text) or _YEAR_LAST.fullmatch(text)
    if match:
        groups = match.groupdict()
        named = _month(groups["name"] or groups["name2"])
        return _with_time(match, _year(match["year"]), named, int(groups["day"] or groups["day2"]))
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
    micro = int((parts["fraction"] or "0").ljust(6, "0")[:6])
    time = datetime(  # noqa: DTZ001 - our times are in UTC without saying so
        year, month, day, hour, int(parts["minute"] or 0), int(parts["second"] or 0), micro
    )
    return _in_utc(time, parts["zone"])


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

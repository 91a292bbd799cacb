"""What a number in a workbook means: a date, a duration, a padded number or just a number."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

_DATES: Final = frozenset({14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)})
_TIMES: Final = frozenset({18, 19, 20, 21, 45, 46, 47})
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_LONGEST: Final = 15


def kind_of(format_id: int, code: str | None) -> str:
    """One of "date", "time", "number", or the zeros of a padding format such as 00000.

    >>> kind_of(164, "dd/mm/yyyy"), kind_of(165, "00000"), kind_of(0, None)
    ('date', '00000', 'number')
    """
    if code is None:
        if format_id in _DATES:
            return "date"
        return "time" if format_id in _TIMES else "number"
    plain = _QUOTED.sub("", code).casefold().split(";")[0].strip()
    if re.fullmatch(r"0{2,}", plain):
        return plain
    if "general" in plain:
        return "number"
    if re.search(r"[dy]", plain):
        return "date"
    return "time" if re.search(r"[hs]|\bm+\b", plain) else "number"


def written(raw: str, kind: str, *, from_1904: bool) -> str:
    """A number as the user sees it: dates in ISO form, whole numbers without a point.

    >>> written("45363.4034722222", "date", from_1904=False)
    '2024-03-12T09:41:00'
    >>> written("123.0", "number", from_1904=False), written("7", "000", from_1904=False)
    ('123', '007')
    """
    try:
        if kind == "date":
            return _date(float(raw), from_1904=from_1904)
        if kind == "time":
            return _duration(float(raw))
        text = _number(raw)
    except (ValueError, OverflowError, InvalidOperation):
        return raw
    return text.zfill(len(kind)) if kind.startswith("0") and text.isdigit() else text


def _number(raw: str) -> str:
    if raw.isdigit():
        return raw
    number = Decimal(raw)
    if number == number.to_integral_value() and abs(number.adjusted()) < 30:  # noqa: PLR2004
        return f"{number:f}".split(".")[0]
    short = f"{float(raw):.{_LONGEST}g}"
    return short if "e" in short else f"{Decimal(short):f}"


def _date(serial: float, *, from_1904: bool) -> str:
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - no zone
    if serial < 1 and not from_1904:
        return _duration(serial)
    time = start + timedelta(milliseconds=round(serial * 86_400_000 / 10) * 10)
    time = _rounded(time)
    return time.date().isoformat() if time.time() == time.min.time() else time.isoformat()


def _rounded(time: datetime) -> datetime:
    """Whole seconds, where a workbook's fractions of a day only miss them by rounding."""
    near = (time + timedelta(milliseconds=500)).replace(microsecond=0)
    return near if abs(near - time) <= timedelta(milliseconds=20) else time


def _duration(days: float) -> str:
    seconds = round(days * 86_400)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"

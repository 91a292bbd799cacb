"""How a time is written: how long something takes, how long to wait, how long it is past."""

from __future__ import annotations

import math
from typing import Final

from roi.numbers import number
from roi.numbers.language import phrase

UNITS: Final = (("s", 1), ("min", 60), ("h", 3600))


def minutes(value: float) -> str:
    """Seconds as minutes with one digit.

    >>> minutes(754.0)
    '12.6 min'
    """
    return f"{number(value / 60, 1)} min"


def duration(value: float) -> str:
    """A time to wait, as a person says it.

    >>> duration(42), duration(200), duration(7300)
    ('42 s', '3 min', '2 h 2 min')
    """
    if value < 90:  # noqa: PLR2004 - "90 s" still reads well, "2 min" says less
        return f"{number(value)} s"
    whole_hours, rest = divmod(round(value / 60), 60)
    return f"{whole_hours} h {rest} min" if whole_hours else f"{rest} min"


def ago(value: float) -> str:
    """How long something is past, in seconds, as a person says it.

    >>> ago(3), ago(150), ago(9000)
    ('just now', '2 min ago', '2 h ago')
    """
    if value < 10:  # noqa: PLR2004 - nobody counts them
        return phrase("just_now")
    unit, seconds_each = next(each for each in UNITS if value < each[1] * 60 or each is UNITS[-1])
    return phrase("ago", count=str(math.floor(value / seconds_each)), unit=unit)

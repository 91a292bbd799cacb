"""Figures with their unit: hours, seconds, months, sizes, and shares as a sentence says them."""

from __future__ import annotations

import math
from typing import Final

from roi.numbers.figures import NO_FIGURE, number, percent
from roi.numbers.language import phrase

FEW_HOURS: Final = 100  # below, an hour is told to its tenth
FRACTION: Final = 0.0125  # how far a share may be off the fraction that it is called
ALMOST_ALL: Final = 0.97


def share_in_words(share: float) -> str:
    r"""A share as a sentence says it: a plain fraction where it is one, else a percentage.

    >>> share_in_words(0.503), share_in_words(0.66), share_in_words(0.41), share_in_words(0.991)
    ('half', 'two thirds', '41\u202f%', 'almost all')
    """
    fractions = {0.25: "quarter", 1 / 3: "third", 0.5: "half", 2 / 3: "two_thirds",
                 0.75: "three_quarters"}  # fmt: skip
    close = next((name for size, name in fractions.items() if abs(share - size) <= FRACTION), "")
    if close or share >= ALMOST_ALL:
        return phrase(close or "almost_all")
    return percent(share, 0)


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun, in the singular for one.

    >>> counted(1, "row"), counted(1200, "row"), counted(0, "category", "categories")
    ('1 row', '1,200 rows', '0 categories')
    """
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def hours(value: float | None) -> str:
    """Hours, with one digit where there are few.

    >>> hours(3.42), hours(5253.2), hours(None)
    ('3.4 h', '5,253 h', '–')
    """
    text = number(value, 1 if value is not None and abs(value) < FEW_HOURS else 0)
    return text if text == NO_FIGURE else f"{text} h"


def seconds(value: float | None) -> str:
    """Seconds of a person's work, whole from ten on.

    >>> seconds(176.2), seconds(2.04)
    ('176 s', '2.0 s')
    """
    text = number(value, 0 if value is not None and abs(value) >= 10 else 1)  # noqa: PLR2004
    return text if text == NO_FIGURE else f"{text} s"


def latency(taken: float) -> str:
    """Seconds that a machine took, below one in milliseconds.

    >>> latency(0.0123), latency(2.54), latency(41.0)
    ('12 ms', '2.5 s', '41 s')
    """
    return f"{number(1000 * taken)} ms" if taken < 1 else seconds(taken)


def megabytes(size: int) -> str:
    """A size in bytes as megabytes.

    >>> megabytes(3_500_000)
    '3.3 MB'
    """
    return f"{number(size / 1024**2, 1)} MB"


def payback(month: float | None) -> str:
    """A payback month in words.

    >>> payback(None), payback(0), payback(1), payback(7)
    ('never', 'immediately', '1 month', '7 months')
    """
    if month is None or not math.isfinite(month):
        return phrase("never")
    if month <= 0:
        return phrase("immediately")
    return phrase("month") if month == 1 else phrase("months", number=number(month))

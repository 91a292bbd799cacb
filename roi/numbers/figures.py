"""Numbers and shares as people read them: one rounding, never NaN, inf or "-0"."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, overload

from roi.numbers.locale import current

NO_FIGURE: Final = "–"
MINUS: Final = "−"
MAX_EXACT: Final = 1e15  # from here on a float has no digits behind the point
MIN_P: Final = 0.001  # a p-value below it is written as that


def rounded(value: float, decimals: int = 0) -> float:
    """A number rounded as people and spreadsheets do it: a half goes away from zero.

    >>> rounded(0.125, 2), rounded(2.5), rounded(-2.5), rounded(-0.2), rounded(1.005, 2)
    (0.13, 3.0, -3.0, 0.0, 1.01)
    """
    if abs(value) >= MAX_EXACT:
        return float(round(value))
    # The shortest decimal that stands for the number is what the reader believes it to be.
    step = Decimal(1).scaleb(-decimals)
    return float(Decimal(repr(float(value))).quantize(step, ROUND_HALF_UP)) + 0.0


def number(value: float | None, decimals: int = 0) -> str:
    """A number with thousands separated, rounded to `decimals`.

    >>> number(1234567.891, 1), number(-0.0), number(float("inf"))
    ('1,234,567.9', '0', '–')
    """
    if value is None or not math.isfinite(value):
        return NO_FIGURE
    return current().written(f"{rounded(value, decimals):,.{decimals}f}".replace("-", MINUS))


def plain(value: float) -> str:
    """A number as short as it can be without losing its first six digits.

    >>> plain(0.1), plain(5000.0), plain(1234.56789), plain(-0.0), plain(0.00015)
    ('0.1', '5,000', '1,234.57', '0', '0.00015')
    """
    if not math.isfinite(value):
        return NO_FIGURE
    if value == 0:
        return "0"
    decimals = min(12, max(0, 5 - math.floor(math.log10(abs(value)))))
    return without_zeros(number(value, decimals))


def without_zeros(text: str) -> str:
    """A written number without the zeros that end its decimals.

    >>> without_zeros("1,200.50"), without_zeros("1,200"), without_zeros("3.0")
    ('1,200.5', '1,200', '3')
    """
    point = current().decimal
    return text.rstrip("0").rstrip(point) if point in text else text


def percent(share: float | None, decimals: int = 1) -> str:
    r"""A share as a percentage with one digit, and a narrow space before the sign.

    >>> percent(0.1734), percent(-0.5, 0), percent(None)
    ('17.3\u202f%', '−50\u202f%', '–')
    """
    text = number(None if share is None else share * 100, decimals)
    return text if text == NO_FIGURE else f"{text}\u202f%"


def p_value(p: float) -> str:
    """The p-value of a test; nobody is helped by how far below a thousandth it lies.

    >>> p_value(0.125), p_value(2.28e-11)
    ('p = 0.125', 'p < 0.001')
    """
    return "p < 0.001" if p < MIN_P else f"p = {number(p, 3)}"


def percent_range(low: float, high: float, decimals: int = 1) -> str:
    r"""From one share to another.

    >>> percent_range(0.596, 1.0)
    '59.6–100.0\u202f%'
    """
    return f"{number(low * 100, decimals)}–{percent(high, decimals)}"


@overload
def in_percent(share: float) -> float: ...


@overload
def in_percent(share: None) -> None: ...


def in_percent(share: float | None) -> float | None:
    """A share as a chart or a table takes it, which writes its percent sign itself.

    >>> in_percent(0.173), in_percent(0.29), in_percent(None)
    (17.3, 29.0, None)
    """
    return None if share is None else rounded(share * 100, 10)


def short_percent(share: float | None) -> str:
    r"""A share as it was asked for or entered: without a digit where it is whole.

    >>> short_percent(0.95), short_percent(0.955)
    ('95\u202f%', '95.5\u202f%')
    """
    whole = share is not None and math.isclose(share * 100, rounded(share * 100), abs_tol=1e-6)
    return percent(share, 0 if whole else 1)

"""Amounts of money: in tiles and tables, on axes, in sentences."""

from __future__ import annotations

import math
from typing import Final

from roi.numbers.currencies import currency
from roi.numbers.figures import MINUS, NO_FIGURE, number, rounded, without_zeros
from roi.numbers.locale import current

CENTS_BELOW: Final = 100
LARGE: Final = ((1e9, "B"), (1e6, "M"), (1e3, "k"))


def money(amount: float | None, code: str = "USD", decimals: int = 0) -> str:
    r"""An amount with its currency: a symbol where it is unambiguous, the code elsewhere.

    >>> money(-1234.4), money(12.5, "CHF", 2), money(-0.001), money(float("nan"))
    ('−$1,234', 'CHF\xa012.50', '$0', '–')
    """
    text = number(amount, decimals)
    if text == NO_FIGURE:
        return text
    sign, digits = (MINUS, text[1:]) if text.startswith(MINUS) else ("", text)
    return sign + current().amount(currency(code), digits)


def amount(value: float | None, code: str = "USD") -> str:
    """An amount as tiles, tables and documents show it: whole, with cents only below 100.

    >>> amount(23055.4), amount(20.59), amount(-0.004), amount(20.59, "JPY"), amount(None)
    ('$23,055', '$20.59', '$0', '¥21', '–')
    """
    small = value is not None and CENTS_BELOW > abs(value) >= 0.005  # noqa: PLR2004 - half a cent
    return money(value, code, currency(code).cents if small and value != round(value or 0) else 0)


def dollars(value: float | None) -> str:
    """US dollars as a provider charges them, with as many digits as say something.

    >>> dollars(12.345), dollars(0.0421), dollars(0.00012), dollars(0.0), dollars(None)
    ('$12.35', '$0.042', '$0.00012', '$0.00', 'unknown')
    """
    if value is None or not math.isfinite(value):
        return "unknown"
    if value >= 1 or value <= 0:
        return money(value, decimals=2)
    leading = 1 - math.floor(math.log10(value))
    text = number(value, min(5, leading)).rstrip("0")
    if len(text) <= len("0.4"):
        return money(value, decimals=2)
    return current().amount(currency("USD"), text)


def short_money(value: float, code: str = "USD") -> str:
    """An amount to three digits, for axes, ranges and labels in a chart.

    >>> short_money(1_250_000), short_money(-45_210, "EUR"), short_money(800), short_money(0.25)
    ('$1.25M', '−€45.2k', '$800', '$0.25')
    >>> short_money(999_999), short_money(-0.002)
    ('$1M', '$0')
    """
    value = float(f"{rounded(value) if abs(value) >= 1 else value:.3g}") + 0.0
    for size, letter in LARGE:
        if abs(value) >= size:
            digits = without_zeros(number(abs(value) / size, 2)) + letter
            return (MINUS if value < 0 else "") + current().amount(currency(code), digits)
    return amount(value, code) if abs(value) >= 0.01 else money(0, code)  # noqa: PLR2004 - a cent


def sentence_money(value: float, code: str = "USD") -> str:
    """An amount as a sentence says it, to the last thousand where there are many.

    >>> sentence_money(79_075.2), sentence_money(1_234_567), sentence_money(-840.4)
    ('$79,000', '$1,235,000', '−$840')
    """
    return money(rounded(value, -3 if abs(value) >= 1e4 else 0), code)  # noqa: PLR2004

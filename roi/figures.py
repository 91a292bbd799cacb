"""How figures are written for people: money, shares, months; never NaN, inf or "-0"."""

from __future__ import annotations

import math
from typing import Final

NO_FIGURE: Final = "–"
MINUS: Final = "−"
SYMBOLS: Final = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩"}
CURRENCY_LETTERS: Final = 3


def money(amount: float | None, currency: str = "USD", decimals: int = 0) -> str:
    r"""An amount with its currency: a symbol where it is unambiguous, the code elsewhere.

    >>> money(-1234.4), money(12.5, "CHF", 2), money(-0.001), money(float("nan"))
    ('−$1,234', 'CHF\xa012.50', '$0', '–')
    """
    text = number(amount, decimals)
    if text == NO_FIGURE:
        return text
    sign, digits = (MINUS, text[1:]) if text.startswith(MINUS) else ("", text)
    return f"{sign}{SYMBOLS.get(currency, currency + chr(0xA0))}{digits}"


def short_money(amount: float, currency: str = "USD") -> str:
    """An amount for the axis of a chart.

    >>> short_money(1_250_000), short_money(-45_000, "EUR"), short_money(800), short_money(0.25)
    ('$1.25M', '−€45k', '$800', '$0.25')
    """
    for size, letter in ((1e9, "B"), (1e6, "M"), (1e3, "k")):
        if abs(amount) >= size:
            text = money(amount / size, currency, 2)
            return text.rstrip("0").rstrip(".") + letter if "." in text else text + letter
    return money(amount, currency, 0 if float(amount).is_integer() else 2)


def number(value: float | None, decimals: int = 0) -> str:
    """A number with thousands separated, rounded to `decimals`.

    >>> number(1234567.891, 1), number(-0.0), number(float("inf"))
    ('1,234,567.9', '0', '–')
    """
    if value is None or not math.isfinite(value):
        return NO_FIGURE
    rounded = round(float(value), decimals) + 0.0  # adding 0.0 turns -0.0 into 0.0
    return f"{rounded:,.{decimals}f}".replace("-", MINUS)


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
    text = number(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: float | None, decimals: int = 0) -> str:
    r"""A share as a percentage, with a narrow space before the sign.

    >>> percent(0.934, 1), percent(-0.5), percent(None)
    ('93.4\u202f%', '−50\u202f%', '–')
    """
    text = number(None if share is None else share * 100, decimals)
    return text if text == NO_FIGURE else f"{text}\u202f%"


def payback(month: float | None) -> str:
    """A payback month in words.

    >>> payback(None), payback(0), payback(1), payback(7)
    ('never', 'immediately', '1 month', '7 months')
    """
    if month is None or not math.isfinite(month):
        return "never"
    if month <= 0:
        return "immediately"
    return "1 month" if month == 1 else f"{number(month)} months"


def is_currency(code: object) -> bool:
    """True for three capital letters.

    >>> is_currency("EUR"), is_currency("eur"), is_currency("€")
    (True, False, False)
    """
    return (
        isinstance(code, str)
        and len(code) == CURRENCY_LETTERS
        and code.isascii()
        and code.isalpha()
        and code.isupper()
    )

"""How every number is written, on screens and on paper: one rounding, never NaN, inf or "-0"."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from typing import Final, overload

NO_FIGURE: Final = "–"
MINUS: Final = "−"
CURRENCY_LETTERS: Final = 3
CENTS_BELOW: Final = 100
LARGE: Final = ((1e9, "B"), (1e6, "M"), (1e3, "k"))
ROUND_STEPS: Final = (1, 2, 2.5, 5, 10)
MONTH_STEPS: Final = (1, 2, 3, 6, 12)
MAX_MONTH_MARKS: Final = 10
FRACTION: Final = 0.0125  # how far a share may be off the fraction that it is called
ALMOST_ALL: Final = 0.97
MAX_EXACT: Final = 1e15  # from here on a float has no digits behind the point


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency: its code, its name within a sentence, its symbol and its digits of coins."""

    code: str
    name: str
    symbol: str = ""
    cents: int = 2

    @property
    def sign(self) -> str:
        r"""What stands before an amount: the symbol, or the code with a space.

        >>> currency("EUR").sign, currency("CHF").sign
        ('€', 'CHF\xa0')
        """
        return self.symbol or f"{self.code}\u00a0"


@cache
def currencies() -> Mapping[str, Currency]:
    """The currencies of `currencies.toml` by code, in the order in which screens offer them."""
    data = tomllib.loads(files("roi").joinpath("currencies.toml").read_text("utf-8"))
    return {code: Currency(code, **entry) for code, entry in data.items()}


def currency(code: str) -> Currency:
    """The currency of a code; one that is not known is written by its code.

    >>> currency("XAU")
    Currency(code='XAU', name='XAU', symbol='', cents=2)
    """
    return currencies().get(code) or Currency(code, code)


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
    return f"{rounded(value, decimals):,.{decimals}f}".replace("-", MINUS)


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


def money(amount: float | None, code: str = "USD", decimals: int = 0) -> str:
    r"""An amount with its currency: a symbol where it is unambiguous, the code elsewhere.

    >>> money(-1234.4), money(12.5, "CHF", 2), money(-0.001), money(float("nan"))
    ('−$1,234', 'CHF\xa012.50', '$0', '–')
    """
    text = number(amount, decimals)
    if text == NO_FIGURE:
        return text
    sign, digits = (MINUS, text[1:]) if text.startswith(MINUS) else ("", text)
    return f"{sign}{currency(code).sign}{digits}"


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
    return f"${text}" if len(text) > 3 else money(value, decimals=2)  # noqa: PLR2004 - "0.4"


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
            text = money(value / size, code, 2)
            return text.rstrip("0").rstrip(".") + letter if "." in text else text + letter
    return amount(value, code) if abs(value) >= 0.01 else money(0, code)  # noqa: PLR2004 - a cent


def sentence_money(value: float, code: str = "USD") -> str:
    """An amount as a sentence says it, to the last thousand where there are many.

    >>> sentence_money(79_075.2), sentence_money(1_234_567), sentence_money(-840.4)
    ('$79,000', '$1,235,000', '−$840')
    """
    return money(rounded(value, -3 if abs(value) >= 1e4 else 0), code)  # noqa: PLR2004


def percent(share: float | None, decimals: int = 1) -> str:
    r"""A share as a percentage with one digit, and a narrow space before the sign.

    >>> percent(0.1734), percent(-0.5, 0), percent(None)
    ('17.3\u202f%', '−50\u202f%', '–')
    """
    text = number(None if share is None else share * 100, decimals)
    return text if text == NO_FIGURE else f"{text}\u202f%"


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


def share_in_words(share: float) -> str:
    r"""A share as a sentence says it: a plain fraction where it is one, else a percentage.

    >>> share_in_words(0.503), share_in_words(0.66), share_in_words(0.41), share_in_words(0.991)
    ('half', 'two thirds', '41\u202f%', 'almost all')
    """
    fractions = {0.25: "a quarter", 1 / 3: "a third", 0.5: "half", 2 / 3: "two thirds",
                 0.75: "three quarters"}  # fmt: skip
    close = next((word for size, word in fractions.items() if abs(share - size) <= FRACTION), "")
    return close or ("almost all" if share >= ALMOST_ALL else percent(share, 0))


def hours(value: float | None) -> str:
    """Hours, with one digit where there are few.

    >>> hours(3.42), hours(5253.2), hours(None)
    ('3.4 h', '5,253 h', '–')
    """
    text = number(value, 1 if value is not None and abs(value) < CENTS_BELOW else 0)
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
        return "never"
    if month <= 0:
        return "immediately"
    return "1 month" if month == 1 else f"{number(month)} months"


def ticks(values: Iterable[float], count: int = 5, *, zero: bool = True) -> list[float]:
    """Round, evenly spaced marks of an axis that enclose all values, and zero unless left out.

    >>> ticks([-12, 87])
    [-20.0, 0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    >>> ticks([0])
    [0.0, 1.0]
    >>> ticks([101, 109], zero=False)
    [100.0, 102.0, 104.0, 106.0, 108.0, 110.0]
    """
    found = [0.0, *values] if zero else [*values]
    low, high = min(found), max(found)
    if low == high:
        return [low, low + 1.0]
    raw = (high - low) / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(m * power for m in ROUND_STEPS if m * power >= raw * (1 - 1e-9))
    first, last = math.floor(low / step), math.ceil(high / step)
    return [i * step + 0.0 for i in range(first, last + 1)]


def month_ticks(horizon: int) -> list[int]:
    """Months to mark on an axis, at most about ten of them.

    >>> month_ticks(36)
    [0, 6, 12, 18, 24, 30, 36]
    """
    step = next((s for s in MONTH_STEPS if horizon / s <= MAX_MONTH_MARKS), MONTH_STEPS[-1])
    return list(range(0, horizon + 1, step))

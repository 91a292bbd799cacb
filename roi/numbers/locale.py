"""How the reader's country writes numbers, amounts and dates, from `roi/locales.toml`.

The edge says whose reader it is (`read_from`): screens ask the browser. Where nobody says it, as on
the command line and in background jobs, it is English.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from roi.numbers.currencies import Currency

DEFAULT: Final = "en"
MONTHS: Final = ("months", "long_months")


@dataclass(frozen=True, slots=True)
class Locale:
    """Signs and orders of one country's writing.

    code: a BCP 47 tag, for example `de` or `de-CH`. symbol_after: whether a currency's sign stands
    behind the amount. day_format, month_format: with {day}, {month} and {year}.
    """

    code: str
    thousands: str
    decimal: str
    day_format: str
    month_format: str
    months: tuple[str, ...]
    long_months: tuple[str, ...]
    symbol_after: bool = False

    def written(self, digits: str) -> str:
        r"""A number that was written with English signs.

        >>> locale("de").written("1,234.5"), locale("fr").written("1,234.5")
        ('1.234,5', '1\u202f234,5')
        """
        signs = {",": self.thousands, ".": self.decimal}
        return "".join(signs.get(sign, sign) for sign in digits)

    def amount(self, currency: Currency, digits: str) -> str:
        r"""An amount with its currency; digits: as written in this locale.

        >>> from roi.numbers.currencies import currency
        >>> locale("en").amount(currency("EUR"), "5"), locale("de").amount(currency("EUR"), "5")
        ('€5', '5\xa0€')
        """
        if self.symbol_after:
            return f"{digits}\u00a0{currency.symbol or currency.code}"
        return f"{currency.sign}{digits}"

    def date(self, on: date, form: Literal["day", "month"], *, long: bool = False) -> str:
        """A day, or the month that it lies in; long: the month is written out."""
        pattern = self.day_format if form == "day" else self.month_format
        name = (self.long_months if long else self.months)[on.month - 1]
        return pattern.format(day=on.day, month=name, year=on.year)


@cache
def locales() -> Mapping[str, Locale]:
    """All locales by code."""
    data = tomllib.loads(files("roi").joinpath("locales.toml").read_text("utf-8"))
    return {
        code: Locale(code, **(entry | {key: tuple(entry[key].split()) for key in MONTHS}))
        for code, entry in data.items()
    }


def locale(code: str) -> Locale:
    """The locale of a tag: its own, else its language's, else English.

    >>> [locale(code).code for code in ("de-CH", "de-AT", "tlh", "")]
    ['de-CH', 'de', 'en', 'en']
    """
    known = locales()
    return known.get(code) or known.get(code.split("-", maxsplit=1)[0]) or known[DEFAULT]


def read_from(source: Callable[[], str | None]) -> None:
    """From now on ask `source` whose reader it is; it may answer None for nobody."""
    _source[0] = source


@contextmanager
def written_for(code: str) -> Iterator[None]:
    """Write for a reader of that locale inside, whatever the edge says."""
    before = _chosen.set(code)
    try:
        yield
    finally:
        _chosen.reset(before)


def current() -> Locale:
    """The locale of the present reader."""
    return locale(_chosen.get() or _source[0]() or DEFAULT)


def _nobody() -> str | None:
    return None


_source: Final[list[Callable[[], str | None]]] = [_nobody]
_chosen: ContextVar[str] = ContextVar("locale", default="")

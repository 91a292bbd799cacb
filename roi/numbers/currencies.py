"""The currencies: code, symbol and digits of coins, from `roi/currencies.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

CURRENCY_LETTERS: Final = 3


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

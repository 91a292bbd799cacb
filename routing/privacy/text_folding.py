"""One plain spelling for what people type in many, with the way back to the original offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_ZEROS: Final = (0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6)
_MORE_ZEROS: Final = (0xD66, 0xE50, 0xED0, 0xF20, 0x1040, 0x17E0, 0x1810, 0x1D7CE, 0x1D7EC)
_SPACES: Final = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"
_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e0fff]+"
)


def _plain_spellings() -> dict[int, str]:
    table = {0xFEE0 + code: chr(code) for code in range(0x21, 0x7F)}
    table |= {zero + n: str(n) for zero in (*_ZEROS, *_MORE_ZEROS) for n in range(10)}
    table |= dict.fromkeys(map(ord, _SPACES + "\u202f\u205f\u3000"), " ")
    table |= dict.fromkeys(map(ord, _DASHES), "-")
    table |= dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u2032\u0060\u00b4"), "'")
    return table | dict.fromkeys(map(ord, "\u201c\u201d\u201e\u00ab\u00bb\u300c\u300d"), '"')


_PLAIN: Final = _plain_spellings()


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in plain spelling; `origin[i]` is where its i-th character stands in the original.

    origin is None while every character still stands where it stood.
    """

    text: str
    origin: list[int] | None

    def original(self, start: int, end: int) -> tuple[int, int]:
        r"""The stretch of the original that `text[start:end]` came from.

        >>> fold("a\u200bb c").original(0, 2)
        (0, 3)
        """
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


def fold(text: str) -> Folded:
    r"""Full-width and foreign digits, odd spaces and dashes made plain; invisible characters out.

    Only for reading: what is shown or sent is always the original with its spans replaced.

    >>> fold("\uff0b\uff14\uff19\u00a089\u200b").text
    '+49 89'
    """
    if text.isascii():
        return Folded(text.replace("\t", " ").replace("`", "'"), None)
    plain = text.translate(_PLAIN)
    cuts = [match.span() for match in _INVISIBLE.finditer(plain)]
    if not cuts:
        return Folded(plain, None)
    return Folded(_INVISIBLE.sub("", plain), kept_positions(len(text), cuts))


def kept_positions(length: int, cuts: list[tuple[int, int]]) -> list[int]:
    """The positions below length that lie in none of the cuts, which are sorted and apart."""
    kept: list[int] = []
    at = 0
    for start, end in cuts:
        kept.extend(range(at, start))
        at = end
    kept.extend(range(at, length))
    return kept


def lowered(text: str) -> str:
    """The text in lower case, character by character, so that offsets hold.

    >>> lowered("İX") == "İx"
    True
    """
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c if len(c.lower()) > 1 else c.lower() for c in text)

"""Characters that no reader sees but a model reads, told from those that writing needs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from routing.privacy.long_texts import CAREFUL

_ZERO_WIDTH: Final = (
    "\u200b-\u200d\u2060-\u2064\ufeff\u180e\u034f\u115f\u1160\u3164\uffa0\u206a-\u206f"
)
_BIDI: Final = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
_SELECTORS: Final = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_ANY: Final = re.compile(
    f"(?P<zero>[{_ZERO_WIDTH}]+)|(?P<bidi>[{_BIDI}]+)|(?P<soft>\u00ad+)"
    f"|(?P<tag>[\U000e0000-\U000e007f]+)|(?P<selector>[{_SELECTORS}]+)"
)
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
_OVERRIDES: Final = "\u202d\u202e"
_ENGLAND_SCOTLAND_WALES: Final = frozenset({"gbeng", "gbsct", "gbwls"})
_BLACK_FLAG: Final = "\U0001f3f4"
_JOINERS: Final = "\u200c\u200d"
_EMOJI_PRESENTATION: Final = "\ufe0e\ufe0f"


_KINDS: Final = {
    "zero": "zero-width",
    "bidi": "text direction",
    "soft": "soft hyphens",
    "tag": "tag characters",
    "selector": "variation selectors",
}


class Hidden(NamedTuple):
    """Hidden characters: where, of what kind, and what they spell, if anything."""

    start: int
    end: int
    kind: str
    says: str = ""


def find(text: str) -> Iterator[Hidden]:
    """Every run of hidden characters that no script and no emoji calls for, in order."""
    if text.isascii():
        return
    right_to_left = _RIGHT_TO_LEFT.search(text) is not None
    for match in _ANY.finditer(text):
        start, end = match.span()
        kind = match.lastgroup or ""
        if start > CAREFUL:
            yield Hidden(start, end, _KINDS[kind])
        elif kind == "zero":
            yield from _joined(text, start, end)
        elif kind == "bidi":
            yield from _directed(text, start, end, right_to_left=right_to_left)
        elif kind == "tag":
            yield from _tagged(text, start, end)
        elif kind == "selector":
            yield from _selected(text, start, end)
        else:
            yield Hidden(start, end, "soft hyphens")


def _joined(text: str, start: int, end: int) -> Iterator[Hidden]:
    if end - start == 1 and text[start] in _JOINERS and _joiner_belongs(text, start):
        return
    yield Hidden(start, end, "zero-width")


def _joiner_belongs(text: str, at: int) -> bool:
    """Between two emoji, or after a letter of a script that joins its letters."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] == "\u200d" and _pictures(before) and _pictures(after):
        return True
    return _joins(before) and (_joins(after) or not after.isalnum())


def _pictures(character: str) -> bool:
    if not character:
        return False
    category = unicodedata.category(character)
    return category in {"So", "Sk"} or character in "\ufe0f\u2640\u2642\u2194\u2195\U000e007f"


def _joins(character: str) -> bool:
    """Arabic and its relatives, Mongolian, and the scripts of South and South-East Asia."""
    code = ord(character) if character else 0
    return (
        0x0600 <= code <= 0x08FF  # noqa: PLR2004 - Arabic, Syriac, N'Ko
        or 0x0900 <= code <= 0x0DFF  # noqa: PLR2004 - Devanagari to Sinhala
        or 0x0E00 <= code <= 0x109F  # noqa: PLR2004 - Thai to Myanmar
        or 0x1780 <= code <= 0x18AF  # noqa: PLR2004 - Khmer, Mongolian
        or 0xFB50 <= code <= 0xFEFC  # noqa: PLR2004 - Arabic forms
        or 0x11000 <= code <= 0x11FFF  # noqa: PLR2004 - Brahmi and its children
    )


def _directed(text: str, start: int, end: int, *, right_to_left: bool) -> Iterator[Hidden]:
    """Marks belong to right-to-left text; overrides, which reverse what is read, to none."""
    if not right_to_left:
        yield Hidden(start, end, "text direction")
        return
    for at in range(start, end):
        if text[at] in _OVERRIDES:
            yield Hidden(at, at + 1, "text direction")


def _tagged(text: str, start: int, end: int) -> Iterator[Hidden]:
    says = "".join(chr(ord(c) - 0xE0000) for c in text[start:end] if ord(c) > 0xE001F)  # noqa: PLR2004
    flag = text[start - 1 : start] == _BLACK_FLAG and says.rstrip("\x7f") in _ENGLAND_SCOTLAND_WALES
    if not flag:
        yield Hidden(start, end, "tag characters", says.rstrip("\x7f"))


def _selected(text: str, start: int, end: int) -> Iterator[Hidden]:
    """One selector may choose the look of the sign before it; more carry a message."""
    base = text[start - 1 : start]
    first = text[start]
    if _chooses(base, first):
        start += 1
    if start < end:
        yield Hidden(start, end, "variation selectors", _bytes(text[start:end]))


def _chooses(base: str, selector: str) -> bool:
    if not base:
        return False
    if selector in _EMOJI_PRESENTATION:
        return (
            base in "0123456789#*"
            or (not base.isascii() and not base.isalpha())
            or _ideograph(base)
        )
    if selector > "\ufe0f":
        return _ideograph(base)
    return _ideograph(base) or unicodedata.category(base) in {"Sm", "So"}


def _ideograph(character: str) -> bool:
    return unicodedata.category(character) == "Lo" and character > "\u1800"


def _bytes(selectors: str) -> str:
    """The message that selectors carry, one byte each, where it is text."""
    codes = (ord(c) - (0xFE00 if c <= "\ufe0f" else 0xE0100 - 16) for c in selectors)
    says = bytes(codes).decode("utf-8", "replace")
    return says if says.isprintable() and "\ufffd" not in says else ""

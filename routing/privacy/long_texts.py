"""What is beyond any ticket's length: nothing is weighed there, and nothing slips through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from routing.privacy.span import Found, PersonalData

# Longer than any letter, short enough to be read with care in well under a second.
CAREFUL: Final = 50_000
_OVERLAP: Final = 200
_WORD: Final = re.compile(r"\S+")
_TELLING: Final = re.compile(r"[\d@]")
_LONG: Final = 20


def careful_part(text: str) -> str:
    """The start of the text that is read with care: all of it, but for monstrous texts."""
    return text if len(text) <= CAREFUL else text[:CAREFUL]


def rest(text: str) -> Iterator[Found]:
    """Every word with a digit or an @, and every very long one; neighbours as one.

    It starts a little before the cut, because a card number may lie across it.

    >>> text = "x " * 25_000 + "call 0171 ann@x.example now"
    >>> [text[start:end] for start, end, _ in rest(text)]
    ['0171', 'ann@x.example']
    """
    if len(text) <= CAREFUL:
        return
    start = end = 0
    kind: PersonalData = "SECRET"
    for word in _WORD.finditer(text, CAREFUL - _OVERLAP):
        if len(word[0]) <= _LONG and not _TELLING.search(text, *word.span()):
            continue
        this: PersonalData = "EMAIL" if "@" in word[0] else "SECRET"
        if end and (this != kind or word.start() > end + 1):
            yield Found(start, end, kind)
            end = 0
        start, end, kind = (start if end else word.start()), word.end(), this
    if end:
        yield Found(start, end, kind)

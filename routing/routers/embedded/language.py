"""A cheap guess at the language of a ticket: its script first, then its small words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

ENGLISH: Final = "English"
FOREIGN_SCRIPT: Final = "another script"

_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_LATIN_END: Final = "\u024f"
_READ: Final = 2_000
_FOREIGN_SHARE: Final = 0.4
_FEWEST_HITS: Final = 2


def language(text: str) -> str | None:
    """The language by its English name; None when there is too little to tell.

    A text in a script other than Latin is only named as such.

    >>> language("Where is the invoice for my order?")
    'English'
    >>> language("Wo ist die Rechnung für meine Bestellung?")
    'German'
    >>> language("Где мой счёт?")
    'another script'
    >>> language("refund") is None
    True
    """
    start = text[:_READ]
    letters = [c for c in start if c.isalpha()]
    if sum(c > _LATIN_END for c in letters) > _FOREIGN_SHARE * max(len(letters), 1):
        return FOREIGN_SCRIPT
    words = _WORD.findall(start.lower())
    hits = {name: sum(w in known for w in words) for name, known in _small_words().items()}
    best = max(hits, key=lambda name: (hits[name], name == ENGLISH))
    return best if hits[best] >= _FEWEST_HITS else None


def is_foreign(name: str | None) -> bool:
    """Whether the language is surely not English.

    >>> is_foreign(None), is_foreign("English"), is_foreign("German")
    (False, False, True)
    """
    return name is not None and name != ENGLISH


@cache
def _small_words() -> Mapping[str, frozenset[str]]:
    table = tomllib.loads(files(__package__).joinpath("stopwords.toml").read_text("utf-8"))
    return {name: frozenset(words.split()) for name, words in table.items()}

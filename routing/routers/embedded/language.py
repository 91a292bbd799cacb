"""A cheap guess at the language of a ticket: its script first, then its small words."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

ENGLISH: Final = "English"
FOREIGN_SCRIPT: Final = "another script"

_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_LATIN_END: Final = "\u024f"
_MAX_CHARACTERS: Final = 2_000
_MAX_FOREIGN_SHARE: Final = 0.4
_MIN_HITS: Final = 2
_MIN_ENGLISH_SHARE: Final = 0.25
_MIN_TRUSTED: Final = 50
_MIN_TRUSTED_SHARE: Final = 0.05


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
    start = text[:_MAX_CHARACTERS]
    if not start.isascii() and _foreign_script(start):
        return FOREIGN_SCRIPT
    words = _WORD.findall(start.lower())
    small = _small_words()
    if sum(word in small[ENGLISH] for word in words) >= max(
        _MIN_HITS, _MIN_ENGLISH_SHARE * len(words)
    ):
        return ENGLISH
    hits = {name: sum(word in known for word in words) for name, known in small.items()}
    best = max(hits, key=lambda name: (hits[name], name == ENGLISH))
    return best if hits[best] >= _MIN_HITS else None


def _foreign_script(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(c > _LATIN_END for c in letters) > _MAX_FOREIGN_SHARE * len(letters)


def is_small_word(word: str) -> bool:
    """Whether an English word says nothing of the matter by itself.

    >>> is_small_word("the"), is_small_word("refund")
    (True, False)
    """
    return word in _small_words()[ENGLISH]


def is_small_in_any_language(word: str) -> bool:
    """The same for all languages that are known here.

    >>> is_small_in_any_language("und"), is_small_in_any_language("rechnung")
    (True, False)
    """
    return any(word in words for words in _small_words().values())


def foreign_language(text: str, trusted: frozenset[str] = frozenset()) -> str | None:
    """The language of a text that is surely not English, nor one of those trusted.

    >>> foreign_language("Bonjour, je ne peux pas me connecter")
    'French'
    >>> foreign_language("Hello, I cannot log in") is None
    True
    """
    name = language(text)
    return None if name == ENGLISH or name in trusted else name


def trusted_languages(texts: Sequence[str]) -> frozenset[str]:
    """The languages that so many labelled texts are in that their words can be learned."""
    names = Counter(language(text) for text in texts)
    needed = max(_MIN_TRUSTED, _MIN_TRUSTED_SHARE * len(texts))
    return frozenset(
        name for name, count in names.items() if name and name != ENGLISH and count >= needed
    )


@cache
def _small_words() -> Mapping[str, frozenset[str]]:
    table = tomllib.loads(files(__package__).joinpath("stopwords.toml").read_text("utf-8"))
    return {name: frozenset(words.split()) for name, words in table.items()}

"""Whether a text is English for the English encoder: whether it knows most of its words.

Small words give a language away in a long text; a short one such as "show all reminders" has none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

from routing.language import is_small_word, is_small_word_elsewhere

MIN_SHARE: Final = 0.7
MAX_CHARACTERS: Final = 2_000
MAX_CACHED_WORDS: Final = 50_000
ENDINGS: Final = (("s", ""), ("ed", ""), ("ing", ""), ("ing", "e"))
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


class EnglishWords:
    """The whole words among the pieces that the English encoder reads texts by."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._words = frozenset(
            piece for piece in pieces if piece.isascii() and piece.isalpha() and len(piece) > 1
        )
        # The same words come again and again.
        self._knows_cached = lru_cache(MAX_CACHED_WORDS)(self._knows)

    @classmethod
    def read(cls, tokenizer: Path) -> EnglishWords:
        """Those of a tokenizer's file."""
        return cls(json.loads(tokenizer.read_text("utf-8"))["model"]["vocab"])

    def is_english(self, text: str) -> bool:
        """Whether most words are English; a text without a word may be.

        >>> known = EnglishWords(["show", "all", "reminder", "die"])
        >>> known.is_english("Show all reminders"), known.is_english("Zeige alle Erinnerungen")
        (True, False)
        """
        words = _WORD.findall(text[:MAX_CHARACTERS].lower())
        return sum(map(self._knows_cached, words)) >= MIN_SHARE * len(words)

    def _knows(self, word: str) -> bool:
        if is_small_word(word):
            return True
        if is_small_word_elsewhere(word):
            return False
        stems = (word[: -len(end)] + more for end, more in ENDINGS if word.endswith(end))
        return word in self._words or any(stem in self._words for stem in stems)

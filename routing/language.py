"""A cheap guess at the language of a ticket: its script first, then its small words."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

ENGLISH: Final = "English"
SHARED: Final = "shared"
FOREIGN_SCRIPT: Final = "another script"

WORDS_NAMED: Final = 3
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_LATIN_END: Final = "\u024f"
SCRIPTS: Final = tuple(
    (name, re.compile(f"[{letters}]"))
    for name, letters in (
        ("Arabic", "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"),
        ("Russian", "\u0400-\u04ff"),
        ("Japanese", "\u3040-\u30ff"),
        ("Chinese", "\u3400-\u9fff"),
        ("Korean", "\u1100-\u11ff\uac00-\ud7af"),
        ("Thai", "\u0e00-\u0e7f"),
    )
)
TAGS: Final = {
    "ar": "Arabic", "da": "Danish", "de": "German", "en": ENGLISH, "es": "Spanish", "fr": "French",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "pl": "Polish",
    "pt": "Portuguese", "ru": "Russian", "sv": "Swedish", "th": "Thai", "tr": "Turkish",
    "zh": "Chinese",
}  # fmt: skip
"""How exports write the languages that are known here: BCP 47, the first part of a tag."""
_TAG_PARTS: Final = re.compile("[-_]")
_MAX_CHARACTERS: Final = 2_000
_MAX_FOREIGN_SHARE: Final = 0.4
_MIN_HITS: Final = 2
_MIN_ENGLISH_SHARE: Final = 0.25
_MIN_FOREIGN_SHARE: Final = 0.1
_MIN_TRUSTED: Final = 50
_MIN_TRUSTED_SHARE: Final = 0.05


def language(text: str) -> str | None:
    """The language by its English name; None when there is too little to tell.

    A text in a script other than Latin is named by the largest language that is written in it.

    >>> language("Where is the invoice for my order?")
    'English'
    >>> language("Wo ist die Rechnung für meine Bestellung?")
    'German'
    >>> language("Где мой счёт?")
    'Russian'
    >>> language("refund") is None
    True
    """
    start = text[:_MAX_CHARACTERS]
    if not start.isascii() and _foreign_script(start):
        return _script(start) or FOREIGN_SCRIPT
    words = _WORD.findall(start.lower())
    small = _small_words()
    if sum(word in small[ENGLISH] for word in words) >= max(
        _MIN_HITS, _MIN_ENGLISH_SHARE * len(words)
    ):
        return ENGLISH
    hits = {
        name: sum(word in known for word in words)
        for name, known in small.items()
        if name != SHARED
    }
    best = max(hits, key=lambda name: (hits[name], name == ENGLISH))
    if best == ENGLISH:
        return best if hits[best] >= _MIN_HITS else None
    # English has words like "in", "is" and "have" in common with others; a text whose English
    # small words were left out still holds some of them.
    own = sum(word in small[best] and word not in _english_words() for word in words)
    return best if own >= max(_MIN_HITS, _MIN_FOREIGN_SHARE * len(words)) else None


def language_of_tag(tag: str) -> str:
    """The English name of a language that an export writes as a tag; anything else as it is.

    >>> language_of_tag("pt-BR"), language_of_tag("EN"), language_of_tag("Klingon")
    ('Portuguese', 'English', 'Klingon')
    """
    return TAGS.get(_TAG_PARTS.split(tag.strip().casefold())[0], tag)


def _foreign_script(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(c > _LATIN_END for c in letters) > _MAX_FOREIGN_SHARE * len(letters)


def _script(text: str) -> str | None:
    """The language that most letters of another script stand for; None for scripts not known."""
    counts = Counter(
        name for c in text if c > _LATIN_END for name, script in SCRIPTS if script.match(c)
    )
    # Japanese is written in Chinese characters, too, Chinese without Japanese ones.
    if counts["Japanese"]:
        return "Japanese"
    return counts.most_common(1)[0][0] if counts else None


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
    return any(word in words for name, words in _small_words().items() if name != SHARED)


def is_small_word_elsewhere(word: str) -> bool:
    """Whether a word is a small one in another language, and no English word.

    >>> is_small_word_elsewhere("und"), is_small_word_elsewhere("is")
    (True, False)
    """
    return is_small_in_any_language(word) and word not in _english_words()


def informative(words: Iterable[str], count: int = WORDS_NAMED) -> tuple[str, ...]:
    """The first of these words that say something, and something new."""
    kept: list[str] = []
    for word in words:
        if len(kept) == count:
            break
        if all(is_small_word(part) for part in word.split()):
            continue
        # "invoice" beside "wrong invoice" tells nothing new.
        if not any(word in other or other in word for other in kept):
            kept.append(word)
    return tuple(kept)


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
def _english_words() -> frozenset[str]:
    """English words that other languages write the same."""
    small = _small_words()
    return small[ENGLISH] | small[SHARED]


@cache
def _small_words() -> Mapping[str, frozenset[str]]:
    table = tomllib.loads(files(__package__).joinpath("stopwords.toml").read_text("utf-8"))
    return {name: frozenset(words.split()) for name, words in table.items()}

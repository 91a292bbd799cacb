"""The words around a number that say what it is, found once for a text and asked by position."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Final, NamedTuple

from routing.privacy.text_folding import Folded, fold, lowered

_FILE: Final = Path(__file__).with_name("context_words.toml")
# Beyond this many context words of one word, a text is a list or a log and not a letter.
_MAX_OCCURRENCES: Final = 20_000
# From here on, scripts are written without spaces: there are no word ends to look for.
_UNSPACED: Final = "\u2e80"
# Stands for what is masked already: no letter, no digit, no space.
NEUTRAL: Final = "\ue000"
_PREFIX: Final = 4
_LETTERS: Final = re.compile(r"[^\W\d_]+")


class ContextWord(NamedTuple):
    """A word that says what follows it; offsets in the folded text."""

    start: int
    end: int
    kind: str


class _Entry(NamedTuple):
    letters: str
    kind: str
    open_left: bool
    open_right: bool


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A folded text with its context words, as every detector reads it.

    prefixes: how its words start; a word whose prefix is not among them need not be looked for.
    """

    text: str
    lower: str
    context_words: list[ContextWord]
    prefixes: frozenset[str]

    def occurrences(self, words: tuple[str, ...]) -> Iterator[tuple[str, int]]:
        """Each of these words that the text holds, not as part of another, and where it ends."""
        for start, candidates in _grouped(words).items():
            if start in self.prefixes:
                for word in candidates:
                    yield from ((word, end) for end in self._ends(word))

    def _ends(self, word: str) -> Iterator[int]:
        lower = self.lower
        at = lower.find(word)
        while at >= 0:
            end = at + len(word)
            if (at == 0 or not lower[at - 1].isalnum()) and not lower[end : end + 1].isalnum():
                yield end
            at = lower.find(word, end)

    def before(self, position: int, reach: int, kinds: Collection[str]) -> ContextWord | None:
        """The nearest context word of these kinds that ends at most reach characters before it."""
        for index in range(bisect_left(self.context_words, position + 1, key=_end) - 1, -1, -1):
            context_word = self.context_words[index]
            if context_word.end < position - reach:
                return None
            if context_word.kind in kinds:
                return context_word
        return None

    def after(self, position: int, reach: int, kinds: Collection[str]) -> ContextWord | None:
        """The first context word of these kinds that ends at most reach characters after it."""
        for index in range(
            bisect_left(self.context_words, position, key=_end), len(self.context_words)
        ):
            context_word = self.context_words[index]
            if context_word.end > position + reach:
                return None
            if context_word.kind in kinds and context_word.start >= position:
                return context_word
        return None

    def of_kind(self, kind: str) -> Iterator[ContextWord]:
        """All context words of one kind, in order."""
        return (context_word for context_word in self.context_words if context_word.kind == kind)


_end = attrgetter("end")


def read(text: str, placeholder: re.Pattern[str]) -> tuple[AnnotatedText, Folded]:
    """Fold a text and find its context words; the Folded leads offsets back to the original.

    Placeholders become neutral characters, so that the word in "[PASSPORT]" announces nothing.
    """
    folded = fold(text)
    plain = placeholder.sub(_neutral, folded.text) if "[" in folded.text else folded.text
    lower = lowered(plain)
    prefixes = frozenset(word[:_PREFIX] for word in _LETTERS.findall(lower))
    context_words = sorted(_matches(lower, prefixes), key=_by_end)
    return AnnotatedText(plain, lower, _outermost(context_words), prefixes), folded


def _neutral(match: re.Match[str]) -> str:
    return NEUTRAL * len(match[0])


def _by_end(context_word: ContextWord) -> tuple[int, int]:
    return context_word.end, -context_word.start


def _prefix(word: str) -> str:
    """The first letters of the first word in it, as they stand in `AnnotatedText.prefixes`."""
    first = _LETTERS.search(word)
    return first[0][:_PREFIX] if first else ""


@cache
def _grouped(words: tuple[str, ...]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(_prefix(word), []).append(word)
    return groups


def _matches(lower: str, prefixes: frozenset[str]) -> Iterator[ContextWord]:
    by_prefix, anywhere = _words()
    for start in prefixes:
        for word in by_prefix.get(start, ()):
            yield from _found_in(lower, word)
    plain = lower.isascii()
    for word in anywhere:
        if not plain or word.letters.isascii():
            yield from _found_in(lower, word)


@cache
def _words() -> tuple[dict[str, list[_Entry]], tuple[_Entry, ...]]:
    """All context words: those found by their prefix, and those that stand inside other words."""
    by_prefix: dict[str, list[_Entry]] = {}
    anywhere: list[_Entry] = []
    for word in _all_words():
        start = _prefix(word.letters)
        # A stem shorter than a head, and what starts with a sign, has no head of its own.
        whole = len(start) == _PREFIX or not word.open_right or len(start) < len(word.letters)
        if word.open_left or not whole or not word.letters.startswith(start) or not start:
            anywhere.append(word)
        else:
            by_prefix.setdefault(start, []).append(word)
    return by_prefix, tuple(anywhere)


def _all_words() -> Iterator[_Entry]:
    table: dict[str, list[str]] = tomllib.loads(_FILE.read_text("utf-8"))
    for kind, entries in table.items():
        for entry in dict.fromkeys(entries):
            letters = entry.strip("*")
            glued = letters[0] >= _UNSPACED
            yield _Entry(letters, kind, glued or entry[0] == "*", glued or entry[-1] == "*")


def _found_in(lower: str, word: _Entry) -> Iterator[ContextWord]:
    letters, length, size = word.letters, len(word.letters), len(lower)
    at = lower.find(letters)
    found = 0
    while at >= 0 and found < _MAX_OCCURRENCES:
        end = at + length
        starts = word.open_left or at == 0 or not lower[at - 1].isalnum()
        if starts and (word.open_right or end == size or not lower[end].isalpha()):
            found += 1
            yield ContextWord(
                at, _word_end(lower, end, size) if word.open_right else end, word.kind
            )
        at = lower.find(letters, end)


def _word_end(lower: str, end: int, size: int) -> int:
    """Where the word goes on to, at most 20 letters; scripts without spaces do not go on."""
    if lower[end - 1] >= _UNSPACED:
        return end
    stop = min(size, end + 20)
    while end < stop and lower[end].isalpha():
        end += 1
    return end


def _outermost(context_words: list[ContextWord]) -> list[ContextWord]:
    """Cues without those that begin in a longer one: "order number" hides "number is"."""
    kept: list[ContextWord] = []
    for context_word in context_words:
        while (
            kept
            and kept[-1].start >= context_word.start
            and kept[-1].end - kept[-1].start < context_word.end - context_word.start
        ):
            kept.pop()
        hidden = (
            kept
            and kept[-1].start <= context_word.start < kept[-1].end
            and (kept[-1].end - kept[-1].start > context_word.end - context_word.start)
        )
        if not hidden:
            kept.append(context_word)
    return kept

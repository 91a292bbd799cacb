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
# Beyond this many cues of one word, a text is a list or a log and not a letter.
_MOST: Final = 20_000
# From here on, scripts are written without spaces: there are no word ends to look for.
_GLUED: Final = "\u2e80"
# Stands for what is masked already: no letter, no digit, no space.
NEUTRAL: Final = "\ue000"
_HEAD: Final = 4
_LETTERS: Final = re.compile(r"[^\W\d_]+")


class Cue(NamedTuple):
    """A word that says what follows it; offsets in the folded text."""

    start: int
    end: int
    kind: str


class _Word(NamedTuple):
    letters: str
    kind: str
    open_left: bool
    open_right: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A folded text with its cues, as every detector reads it.

    heads: how its words start; a word whose head is not among them need not be looked for.
    """

    text: str
    lower: str
    cues: list[Cue]
    heads: frozenset[str]

    def places(self, words: tuple[str, ...]) -> Iterator[tuple[str, int]]:
        """Each of these words that the text holds, not as part of another, and where it ends."""
        for start, candidates in _grouped(words).items():
            if start in self.heads:
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

    def before(self, position: int, reach: int, kinds: Collection[str]) -> Cue | None:
        """The nearest cue of these kinds that ends at most reach characters before position."""
        for index in range(bisect_left(self.cues, position + 1, key=_end) - 1, -1, -1):
            cue = self.cues[index]
            if cue.end < position - reach:
                return None
            if cue.kind in kinds:
                return cue
        return None

    def after(self, position: int, reach: int, kinds: Collection[str]) -> Cue | None:
        """The first cue of these kinds that ends at most reach characters after position."""
        for index in range(bisect_left(self.cues, position, key=_end), len(self.cues)):
            cue = self.cues[index]
            if cue.end > position + reach:
                return None
            if cue.kind in kinds and cue.start >= position:
                return cue
        return None

    def of_kind(self, kind: str) -> Iterator[Cue]:
        """All cues of one kind, in order."""
        return (cue for cue in self.cues if cue.kind == kind)


_end = attrgetter("end")


def read(text: str, placeholder: re.Pattern[str]) -> tuple[Reading, Folded]:
    """Fold a text and find its cues; the Folded leads offsets back to the original.

    Placeholders become neutral characters, so that the word in "[PASSPORT]" announces nothing.
    """
    folded = fold(text)
    plain = placeholder.sub(_neutral, folded.text) if "[" in folded.text else folded.text
    lower = lowered(plain)
    heads = frozenset(word[:_HEAD] for word in _LETTERS.findall(lower))
    cues = sorted(_cues(lower, heads), key=_by_end)
    return Reading(plain, lower, _outermost(cues), heads), folded


def _neutral(match: re.Match[str]) -> str:
    return NEUTRAL * len(match[0])


def _by_end(cue: Cue) -> tuple[int, int]:
    return cue.end, -cue.start


def _head(word: str) -> str:
    """The first letters of the first word in it, as they stand in `Reading.heads`."""
    first = _LETTERS.search(word)
    return first[0][:_HEAD] if first else ""


@cache
def _grouped(words: tuple[str, ...]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(_head(word), []).append(word)
    return groups


def _cues(lower: str, heads: frozenset[str]) -> Iterator[Cue]:
    by_head, anywhere = _words()
    for start in heads:
        for word in by_head.get(start, ()):
            yield from _occurrences(lower, word)
    plain = lower.isascii()
    for word in anywhere:
        if not plain or word.letters.isascii():
            yield from _occurrences(lower, word)


@cache
def _words() -> tuple[dict[str, list[_Word]], tuple[_Word, ...]]:
    """All cue words: those found by their head, and those that stand inside other words."""
    by_head: dict[str, list[_Word]] = {}
    anywhere: list[_Word] = []
    for word in _all_words():
        start = _head(word.letters)
        # A stem shorter than a head, and what starts with a sign, has no head of its own.
        whole = len(start) == _HEAD or not word.open_right or len(start) < len(word.letters)
        if word.open_left or not whole or not word.letters.startswith(start) or not start:
            anywhere.append(word)
        else:
            by_head.setdefault(start, []).append(word)
    return by_head, tuple(anywhere)


def _all_words() -> Iterator[_Word]:
    table: dict[str, list[str]] = tomllib.loads(_FILE.read_text("utf-8"))
    for kind, entries in table.items():
        for entry in dict.fromkeys(entries):
            letters = entry.strip("*")
            glued = letters[0] >= _GLUED
            yield _Word(letters, kind, glued or entry[0] == "*", glued or entry[-1] == "*")


def _occurrences(lower: str, word: _Word) -> Iterator[Cue]:
    letters, length, size = word.letters, len(word.letters), len(lower)
    at = lower.find(letters)
    found = 0
    while at >= 0 and found < _MOST:
        end = at + length
        starts = word.open_left or at == 0 or not lower[at - 1].isalnum()
        if starts and (word.open_right or end == size or not lower[end].isalpha()):
            found += 1
            yield Cue(at, _word_end(lower, end, size) if word.open_right else end, word.kind)
        at = lower.find(letters, end)


def _word_end(lower: str, end: int, size: int) -> int:
    """Where the word goes on to, at most 20 letters; scripts without spaces do not go on."""
    if lower[end - 1] >= _GLUED:
        return end
    stop = min(size, end + 20)
    while end < stop and lower[end].isalpha():
        end += 1
    return end


def _outermost(cues: list[Cue]) -> list[Cue]:
    """Cues without those that begin in a longer one: "order number" hides "number is"."""
    kept: list[Cue] = []
    for cue in cues:
        while (
            kept
            and kept[-1].start >= cue.start
            and kept[-1].end - kept[-1].start < cue.end - cue.start
        ):
            kept.pop()
        hidden = (
            kept
            and kept[-1].start <= cue.start < kept[-1].end
            and (kept[-1].end - kept[-1].start > cue.end - cue.start)
        )
        if not hidden:
            kept.append(cue)
    return kept

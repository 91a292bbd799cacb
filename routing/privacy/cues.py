"""The words around a number that say what it is, found once for a text and asked by position."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Final, NamedTuple

from routing.privacy.folding import Folded, fold, lowered

_FILE: Final = Path(__file__).with_name("cues.toml")
# Beyond this many cues of one word, a text is a list or a log and not a letter.
_MOST: Final = 20_000


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
    """A folded text with its cues, as every detector reads it."""

    text: str
    lower: str
    cues: list[Cue]

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


def read(text: str) -> tuple[Reading, Folded]:
    """Fold a text and find its cues; the Folded leads offsets back to the original."""
    folded = fold(text)
    lower = lowered(folded.text)
    cues = sorted(
        (cue for word in _words() for cue in _occurrences(lower, word)),
        key=lambda c: (c.end, -c.start),
    )
    return Reading(folded.text, lower, _outermost(cues)), folded


@cache
def _words() -> tuple[_Word, ...]:
    table: dict[str, list[str]] = tomllib.loads(_FILE.read_text("utf-8"))
    words: dict[tuple[str, str], _Word] = {}
    for kind, entries in table.items():
        for entry in entries:
            letters = entry.strip("*")
            # Scripts without spaces have no word ends to look for.
            glued = ord(letters[0]) > 0x2E80  # noqa: PLR2004 - CJK starts here
            word = _Word(letters, kind, glued or entry[0] == "*", glued or entry[-1] == "*")
            words[letters, kind] = word
    return tuple(words.values())


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
    if end and ord(lower[end - 1]) > 0x2E80:  # noqa: PLR2004 - CJK starts here
        return end
    stop = min(size, end + 20)
    while end < stop and lower[end].isalpha():
        end += 1
    return end


def _outermost(cues: list[Cue]) -> list[Cue]:
    """Cues that lie in no longer cue: "order number" hides the "number" in it."""
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
            and kept[-1].start <= cue.start
            and kept[-1].end >= cue.end
            and (kept[-1].end - kept[-1].start > cue.end - cue.start)
        )
        if not hidden:
            kept.append(cue)
    return kept

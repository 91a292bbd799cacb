"""What is counted of a ticket: a few numbers in place of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from hashlib import blake2b
from typing import Final

import numpy as np

from routing.evaluation.dial.certify import Counts, Flags, Floats
from routing.evaluation.drift.distinct_texts import NO_DAY
from routing.evaluation.drift.tickets import Tickets
from routing.language import language
from routing.taxonomy import UNKNOWN

DAY: Final = 86_400
OTHER_LANGUAGE: Final = "another language"
OTHER_CATEGORY: Final = "another category"
LANGUAGES: Final = ("Dutch", "English", "French", "German", "Italian", "Portuguese", "Spanish")

_WORD: Final = re.compile(r"[^\W\d_]+")
_DIGITS: Final = re.compile(r"\d+")
_MIN_WORDS: Final = 3
_MAX_KNOWN: Final = 0.4
_READ: Final = 1_000
_ENDING: Final = 12


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """Tickets as numbers, one row each.

    key: of the ticket. time: seconds since 1970. day: days since 1970, -1 where unknown.
    text: equal for texts that differ at most in digits, case and spaces. ending: of their ends.
    category: its place among the names of the reference. language: its place among the languages.
    foreign: whether few of its words are known from the reference.
    repeated: whether its ending is new and was met shortly before.
    length: characters. confidence: of the decision.
    rival: cosine of the nearest ticket of the reference, 1 without vectors.
    surprise: confidence minus that of the nearest ticket of the reference, 0 without vectors.
    """

    key: Counts
    time: Floats
    day: Counts
    text: Counts
    ending: Counts
    category: Counts
    language: Counts
    foreign: Flags
    repeated: Flags
    length: Floats
    confidence: Floats
    rival: Floats
    surprise: Floats

    def __len__(self) -> int:
        return self.key.size

    @property
    def gap(self) -> Floats:
        """How far the confidence is from that of the nearest ticket of the reference."""
        return np.abs(self.surprise)

    def only(self, rows: slice | Counts | Flags) -> Traits:
        """Some of them, in the order of the rows."""
        return Traits(*(getattr(self, field.name)[rows] for field in fields(self)))

    def then(self, later: Traits) -> Traits:
        """These and later ones."""
        return Traits(
            *(
                np.concatenate([getattr(self, field.name), getattr(later, field.name)])
                for field in fields(self)
            )
        )

    def near(self, rival: Floats, confidence: Floats) -> Traits:
        """The same beside the nearest tickets of the reference, at those cosines."""
        return replace(self, rival=rival, surprise=self.confidence - confidence)


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """Reads traits the way the reference was read.

    categories, languages: names whose places are the codes; the last stands for all others.
    words: the words known from the reference.
    """

    categories: tuple[str, ...]
    languages: tuple[str, ...]
    words: frozenset[str]

    @classmethod
    def of(cls, tickets: Tickets, categories: Sequence[str]) -> Reader:
        """Learn the words and names of a reference; the categories are those of the taxonomy."""
        spoken = {name for text in tickets.text if (name := language(text[:_READ]))}
        return cls(
            (*dict.fromkeys([*categories, *tickets.category, UNKNOWN]), OTHER_CATEGORY),
            (*sorted(spoken.union(LANGUAGES)), OTHER_LANGUAGE),
            frozenset(word for text in tickets.text for word in _words(text)),
        )

    def read(self, tickets: Tickets) -> Traits:
        """The traits of tickets; what other tickets must be known for is left at nought."""
        category = {name: i for i, name in enumerate(self.categories)}
        spoken = {name: i for i, name in enumerate(self.languages)}
        unnamed, other = len(self.languages) - 1, len(self.categories) - 1
        plain = [" ".join(_DIGITS.sub("0", text.casefold()).split()) for text in tickets.text]
        days = np.where(np.isfinite(tickets.time), np.nan_to_num(tickets.time) // DAY, NO_DAY)
        tongues = [language(text[:_READ]) or "" for text in tickets.text]
        return Traits(
            key=tickets.key,
            time=tickets.time,
            day=days.astype(np.int64),
            text=_hashes(plain),
            ending=_hashes([text[-_ENDING:] for text in plain]),
            category=_codes([category.get(name, other) for name in tickets.category]),
            language=_codes([spoken.get(name, unnamed) for name in tongues]),
            foreign=np.array([self._is_foreign(text) for text in tickets.text], dtype=bool),
            repeated=np.zeros(len(tickets), dtype=bool),
            length=np.array([len(text) for text in tickets.text], dtype=np.float64),
            confidence=tickets.confidence.astype(np.float64),
            rival=np.ones(len(tickets)),
            surprise=np.zeros(len(tickets)),
        )

    def _is_foreign(self, text: str) -> bool:
        words = _words(text)
        known = sum(word in self.words for word in words)
        return len(words) >= _MIN_WORDS and known <= _MAX_KNOWN * len(words)


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:_READ].lower())


def _codes(values: list[int]) -> Counts:
    return np.array(values, dtype=np.int64)


def _hashes(texts: Sequence[str]) -> Counts:
    """Numbers that are the same for equal texts."""
    digests = b"".join(
        blake2b(text.encode("utf-8", "replace"), digest_size=8).digest() for text in texts
    )
    return np.frombuffer(digests, dtype=np.int64).copy()

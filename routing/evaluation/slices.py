"""Accuracy of parts of the tickets: by month, channel, language, length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from routing.evaluation.intervals import Measured, proportion

NOT_KNOWN: Final = "not known"
FEWEST_FOR_A_CLAIM: Final = 30
LENGTHS: Final = (
    (100, "under 100 characters"),
    (300, "100 to 299 characters"),
    (1000, "300 to 999 characters"),
    (3000, "1,000 to 2,999 characters"),
)
LONGEST: Final = "3,000 characters or more"


@dataclass(frozen=True, slots=True)
class Slice:
    """One part of the tickets and how often the router was right in it."""

    dimension: str
    value: str
    accuracy: Measured

    @property
    def n(self) -> int:
        """Tickets in the slice."""
        return self.accuracy.n

    @property
    def is_large_enough(self) -> bool:
        """Whether there are enough tickets to say anything about this slice."""
        return self.n >= FEWEST_FOR_A_CLAIM


def slices(
    dimension: str, values: Sequence[str | None], correct: Sequence[bool]
) -> tuple[Slice, ...]:
    """Accuracy per value, sorted by value, tickets without a value last.

    >>> parts = slices("channel", ["web", "mail", "web", None], [True, True, False, True])
    >>> [(part.value, part.accuracy.value, part.n) for part in parts]
    [('mail', 1.0, 1), ('web', 0.5, 2), ('not known', 1.0, 1)]
    """
    hits: dict[str, list[bool]] = defaultdict(list)
    for value, right in zip(values, correct, strict=True):
        hits[value or NOT_KNOWN].append(right)
    place = {label: i for i, label in enumerate([*(label for _, label in LENGTHS), LONGEST])}

    def key(value: str) -> tuple[Hashable, ...]:
        return value == NOT_KNOWN, place.get(value, 0), value

    parts = (
        (value, proportion(sum(hits[value]), len(hits[value]))) for value in sorted(hits, key=key)
    )
    return tuple(Slice(dimension, value, share) for value, share in parts if share is not None)


def month_of(moment: datetime | None) -> str | None:
    """The month as a value that sorts by time.

    >>> month_of(datetime(2026, 3, 9))
    '2026-03'
    """
    return None if moment is None else f"{moment:%Y-%m}"


def length_of(text: str) -> str:
    """The bucket of length a text falls into.

    >>> length_of("Where is my refund?")
    'under 100 characters'
    """
    return bucket_of(len(text))


def bucket_of(characters: int) -> str:
    """The bucket of a text of that many characters.

    >>> bucket_of(300), bucket_of(3000)
    ('300 to 999 characters', '3,000 characters or more')
    """
    return next((label for below, label in LENGTHS if characters < below), LONGEST)

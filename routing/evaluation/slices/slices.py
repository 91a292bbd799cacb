"""Accuracy of parts of the tickets: by month, channel, language, length."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Final

from routing.evaluation.statistics.intervals import Measured, proportion

NOT_KNOWN: Final = "not known"
MIN_FOR_A_CLAIM: Final = 30
LENGTHS: Final = (
    (100, "under 100 characters"),
    (300, "100 to 299 characters"),
    (1000, "300 to 999 characters"),
    (3000, "1,000 to 2,999 characters"),
)
MAX_LENGTH: Final = "3,000 characters or more"
LENGTH_LABELS: Final = (*(label for _, label in LENGTHS), MAX_LENGTH)


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
        return self.n >= MIN_FOR_A_CLAIM


def slices(dimension: str, counts: Mapping[str | None, tuple[int, int]]) -> tuple[Slice, ...]:
    """Accuracy per value, sorted by value, tickets without a value last.

    counts: of each value the tickets, and how many of them were right.

    >>> parts = slices("channel", {"web": (2, 1), None: (1, 1), "mail": (1, 1)})
    >>> [(part.value, part.accuracy.value, part.n) for part in parts]
    [('mail', 1.0, 1), ('web', 0.5, 2), ('not known', 1.0, 1)]
    """
    place = {label: i for i, label in enumerate(LENGTH_LABELS)}

    def key(value: str) -> tuple[Hashable, ...]:
        return value == NOT_KNOWN, place.get(value, 0), value

    named: dict[str, tuple[int, int]] = {}
    for value, (n, right) in counts.items():
        before = named.get(value or NOT_KNOWN, (0, 0))
        named[value or NOT_KNOWN] = before[0] + n, before[1] + right
    parts = ((v, proportion(named[v][1], named[v][0])) for v in sorted(named, key=key))
    return tuple(Slice(dimension, value, share) for value, share in parts if share is not None)

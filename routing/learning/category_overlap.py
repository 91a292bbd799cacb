"""Pairs of categories that are taken for one another: where the taxonomy itself is unclear."""

from __future__ import annotations

from dataclasses import dataclass

from routing.evaluation.confusion import Confusion
from routing.evaluation.intervals import Measured, proportion
from routing.taxonomy import UNKNOWN


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two categories and how often a ticket of one is taken for the other.

    there, back: tickets of the first taken for the second, and the other way round.
    share: both together among all tickets of the two.
    """

    first: str
    second: str
    there: int
    back: int
    share: Measured

    @property
    def mistaken(self) -> int:
        """Tickets of one taken for the other, either way."""
        return self.there + self.back


def overlaps(confusion: Confusion, most: int = 10) -> list[Overlap]:
    """The pairs with the largest share, pairs that are never confused left out."""
    labels, counts, support = confusion.labels, confusion.matrix, confusion.support
    found = []
    for i, first in enumerate(labels):
        for j in range(i):
            there, back = int(counts[i, j]), int(counts[j, i])
            share = proportion(there + back, int(support[i] + support[j]))
            if share and there + back and UNKNOWN not in (first, labels[j]):
                found.append(Overlap(first, labels[j], there, back, share))
    found.sort(key=lambda o: (-o.share.value, o.first, o.second))
    return found[:most]

"""Pairs of categories that are taken for one another: where the taxonomy itself is unclear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from routing.evaluation.confusion import Confusion
from routing.evaluation.statistics.intervals import Measured, proportion
from routing.taxonomy import UNKNOWN

# Nearer to a coin (0.5) than to two categories that are told apart as a rule (0.9 and above); how
# it finds categories split in two by lot is measured by benchmarks/overlap.py.
MIN_TOLD_APART: Final = 0.7
MIN_MISTAKEN: Final = 3
# Few tickets are mixed up by chance. So the pair also has to be taken for one another more often
# than two that are mostly told apart would be in one of twenty taxonomies, all pairs looked at.
MOSTLY_TOLD_APART: Final = 0.85
LEVEL: Final = 0.05


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two categories and how often a ticket of one is taken for the other.

    there, back: tickets of the first taken for the second, and the other way round.
    share: both together among all tickets of the two.
    told_apart: how well the two are told apart where the answer is one of them: the mean of both
        recalls. One half is what a coin would do, whatever their sizes; 1 is never confused.
    chance: how often any pair of a taxonomy would be mixed up so, were all mostly told apart.
    """

    first: str
    second: str
    there: int
    back: int
    share: Measured
    told_apart: float
    chance: float

    @property
    def mistaken(self) -> int:
        """Tickets of one taken for the other, either way."""
        return self.there + self.back

    @property
    def is_one_category(self) -> bool:
        """Whether the two cannot be told apart by the texts of their tickets."""
        return (
            self.mistaken >= MIN_MISTAKEN
            and self.told_apart < MIN_TOLD_APART
            and self.chance <= LEVEL
        )

    @property
    def is_mostly_told_apart(self) -> bool:
        """Whether one is seldom taken for the other."""
        return self.told_apart >= MOSTLY_TOLD_APART


def overlaps(confusion: Confusion, most: int | None = 10) -> list[Overlap]:
    """The pairs with the largest share, pairs that are never confused left out; None: all."""
    labels, counts, support = confusion.labels, confusion.matrix, confusion.support
    found = []
    known = int((support > 0).sum())
    pairs = known * (known - 1) // 2
    for i, first in enumerate(labels):
        for j in range(i):
            there, back = int(counts[i, j]), int(counts[j, i])
            share = proportion(there + back, int(support[i] + support[j]))
            if share and there + back and UNKNOWN not in (first, labels[j]):
                hits = int(counts[i, i]), int(counts[j, j])
                apart = told_apart(hits[0], there, hits[1], back)
                chance = min(1.0, pairs * _by_chance(hits, (there, back)))
                found.append(Overlap(first, labels[j], there, back, share, apart, chance))
    found.sort(key=lambda o: (-o.share.value, o.first, o.second))
    return found[:most]


def not_told_apart(confusion: Confusion) -> list[Overlap]:
    """The pairs that cannot be told apart, the surest first."""
    found = [each for each in overlaps(confusion, None) if each.is_one_category]
    return sorted(found, key=lambda each: (each.told_apart, each.first, each.second))


def told_apart(first: int, there: int, second: int, back: int) -> float:
    """Mean of the recalls of two categories among the tickets answered with one of the two.

    first, second: tickets of each that were found; there, back: those taken for the other. A
    category none of whose tickets is answered so counts as a coin does.

    >>> told_apart(50, 0, 50, 0), told_apart(25, 25, 25, 25), told_apart(90, 0, 0, 10)
    (1.0, 0.5, 0.5)
    """
    recalls = [hits / (hits + lost) if hits + lost else 0.5
               for hits, lost in ((first, there), (second, back))]  # fmt: skip
    return sum(recalls) / 2


def _by_chance(hits: tuple[int, int], lost: tuple[int, int]) -> float:
    """How often so many of either or of both are lost, were each mostly told from the other.

    Exact binomial tests, the least of the three corrected for having looked at all (Bonferroni).
    """
    from scipy.special import bdtrc  # noqa: PLC0415 - slow to import

    both = ((hits[0], lost[0]), (hits[1], lost[1]), (sum(hits), sum(lost)))
    least = min(
        float(bdtrc(away - 1, found + away, 1 - MOSTLY_TOLD_APART)) if away else 1.0
        for found, away in both
    )
    return min(1.0, 3 * least)

"""Shares that depend on the day of the week, where a reference shows that they do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from routing.evaluation.dial.certify import Counts, Flags, Floats
from routing.evaluation.drift.bounds import upper_bound

WEEK: Final = 7
THURSDAY: Final = 3  # 1 January 1970
STRENGTHS: Final = np.array([15.0, 30.0, 60.0, 120.0, 250.0, 500.0, 1000.0])
DAYS: Final = np.arange(WEEK)
WEEKENDS: Final = np.array([0, 0, 0, 0, 0, 1, 1])
MIN_GAIN: Final = 4.0  # log likelihood; every category is counted as rising and as falling
UNSEEN: Final = 250.0  # tickets that the week counts for at most, where no rhythm can be told


def weekday(day: Counts) -> Counts:
    """0 for Monday to 6 for Sunday, of days since 1970.

    >>> weekday(np.array([0, 4])).tolist()
    [3, 0]
    """
    return (day + THURSDAY) % WEEK


@dataclass(frozen=True, slots=True, eq=False)
class Rhythm:
    """How often facts are true in each part of the week.

    part: which part each day of the week belongs to. hits: tickets of which facts are true, one
    row a part and one column a fact. n: tickets of each part.
    strength: how many tickets of a part the share of the whole week counts for.
    is_clear: whether the days differ more than by chance.
    """

    part: Counts
    hits: Floats
    n: Floats
    strength: float
    is_clear: bool = True

    @classmethod
    def of(cls, true: Flags, day: Counts) -> Rhythm:
        """The rhythm of facts.

        Days may differ one from another, or only the weekend from the days before: what makes the
        tickets likelier is taken. Where days do not differ more than by chance, a weekend may still
        differ by what its few tickets cannot show. true: one row a ticket, one column a fact.
        """
        at = weekday(day)
        weekends, days = (cls._fitted(true, at, part) for part in (WEEKENDS, DAYS))
        gain, best = max(weekends, days, key=lambda pair: pair[0])
        if gain > MIN_GAIN:
            return best
        doubtful = weekends[1]
        strength = min(doubtful.strength, UNSEEN)
        return replace(doubtful, strength=strength, is_clear=False)

    @classmethod
    def _fitted(cls, true: Flags, at: Counts, part: Counts) -> tuple[float, Rhythm]:
        """With the strength that makes the tickets likeliest, and by how much (log likelihood)."""
        from scipy.special import betaln  # noqa: PLC0415 - slow to import

        parts = int(part.max()) + 1
        n = np.bincount(part[at], minlength=parts).astype(np.float64)
        hits = np.stack([true[part[at] == each].sum(axis=0) for each in range(parts)])
        hits = hits.astype(np.float64)
        mean = np.clip(hits.sum(axis=0) / max(n.sum(), 1), 1e-6, 1 - 1e-6)
        steady = (hits * np.log(mean) + (n[:, None] - hits) * np.log1p(-mean)).sum()
        gains = []
        for strength in STRENGTHS:
            a, b = strength * mean, strength * (1 - mean)
            likely = betaln(hits + a, n[:, None] - hits + b) - betaln(a, b)
            gains.append(float(likely.sum() - steady))
        best = int(np.argmax(gains))
        return gains[best], cls(part, hits, n, float(STRENGTHS[best]))

    def bounds(self, error: float) -> Floats:
        """The upper bound of each share on each day: 7 rows, one column a fact.

        Without a clear rhythm no day's is below that of the whole week.
        """
        hits, whole_n = self.hits.sum(axis=0), np.full(self.hits.shape[1], self.n.sum())
        own = self.hits + self.strength * hits / whole_n
        n = np.broadcast_to((self.n + self.strength)[:, None], own.shape)
        found = upper_bound(own, n, error)[self.part]
        return found if self.is_clear else np.maximum(found, upper_bound(hits, whole_n, error))

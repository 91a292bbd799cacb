"""Shares that depend on the day of the week, where a reference shows that they do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.evaluation.certify import Counts, Flags, Floats
from routing.evaluation.drift.bounds import upper_bound

WEEK: Final = 7
THURSDAY: Final = 3  # 1 January 1970
STRENGTHS: Final = np.array([15.0, 30.0, 60.0, 120.0, 250.0, 500.0, 1000.0])
MIN_GAIN: Final = 10.0  # log likelihood; every category is counted as rising and as falling


def weekday(day: Counts) -> Counts:
    """0 for Monday to 6 for Sunday, of days since 1970.

    >>> weekday(np.array([0, 4])).tolist()
    [3, 0]
    """
    return (day + THURSDAY) % WEEK


@dataclass(frozen=True, slots=True, eq=False)
class Rhythm:
    """How often facts are true on each day of the week.

    hits: tickets of which they are, 7 rows and one column a fact. n: tickets of each day.
    strength: how many tickets of the day the share of the whole week counts for.
    """

    hits: Floats
    n: Floats
    strength: float

    @classmethod
    def of(cls, true: Flags, day: Counts) -> Rhythm | None:
        """The rhythm of facts; None where days do not differ more than by chance.

        true: one row a ticket, one column a fact.
        """
        from scipy.special import betaln  # noqa: PLC0415 - slow to import

        at = weekday(day)
        n = np.bincount(at, minlength=WEEK).astype(np.float64)
        hits = np.stack([true[at == d].sum(axis=0) for d in range(WEEK)]).astype(np.float64)
        mean = np.clip(hits.sum(axis=0) / max(n.sum(), 1), 1e-6, 1 - 1e-6)
        steady = (hits * np.log(mean) + (n[:, None] - hits) * np.log1p(-mean)).sum()
        gains = []
        for strength in STRENGTHS:
            a, b = strength * mean, strength * (1 - mean)
            likely = betaln(hits + a, n[:, None] - hits + b) - betaln(a, b)
            gains.append(likely.sum() - steady)
        best = int(np.argmax(gains))
        return cls(hits, n, float(STRENGTHS[best])) if gains[best] > MIN_GAIN else None

    def bounds(self, error: float) -> Floats:
        """The upper bound of each share on each day: 7 rows, one column a fact."""
        whole = self.hits.sum(axis=0) / self.n.sum()
        own = self.hits + self.strength * whole
        n = np.broadcast_to((self.n + self.strength)[:, None], own.shape)
        return upper_bound(own, n, error)

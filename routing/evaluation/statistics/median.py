"""The median of what was measured, with an interval that assumes no shape."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb
from statistics import median as middle

from routing.evaluation.statistics.intervals import LEVEL, Interval, Measured, normal_quantile

EXACT_TO = 1_000


def median(values: Sequence[float], level: float = LEVEL) -> Measured | None:
    """The median; its interval runs between two of the values themselves (order statistics).

    So many values lie below the true median as a fair coin falls heads. None for no value, no
    interval for fewer than six, which hold none of 95 %.

    >>> found = median([3, 1, 2, 5, 4, 9, 7, 8, 6])
    >>> found.value, found.interval.low, found.interval.high
    (5, 2, 8)
    """
    if not values:
        return None
    ranked = sorted(values)
    n, rank = len(ranked), _rank(len(ranked), level)
    if rank == 0:
        return Measured(middle(ranked), n)
    ends = Interval(ranked[rank - 1], ranked[n - rank], "order statistics", level)
    return Measured(middle(ranked), n, ends)


def _rank(n: int, level: float) -> int:
    """The highest rank below which the true median lies with half the allowed chance at most."""
    allowed = (1 - level) / 2
    if n > EXACT_TO:
        return int(n / 2 - normal_quantile(1 - allowed) * n**0.5 / 2)
    below, rank = 0, 0
    while (below + comb(n, rank)) <= allowed * 2**n:
        below += comb(n, rank)
        rank += 1
    return rank

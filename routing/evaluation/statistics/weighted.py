"""Shares from tickets that were not all drawn with the same chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from routing.evaluation.statistics.intervals import Interval, Measured, wilson


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of the tickets and those of it that were drawn.

    size: tickets of the part. right, chances: of each drawn one, whether the answer was right and
        with which chance the ticket was drawn, 0 to 1.
    """

    size: int
    right: Sequence[bool]
    chances: Sequence[float]

    def weights(self) -> list[float]:
        """How many tickets of the part each drawn one stands for."""
        inverse = [1 / chance for chance in self.chances]
        total = sum(inverse)
        return [self.size * each / total for each in inverse]


def weighted_share(right: Sequence[bool], weights: Sequence[float]) -> Measured | None:
    """The share that is right, each ticket counted as often as its weight; None without a ticket.

    Unequal weights tell less than equal ones: the interval is Wilson's for as many tickets as
    would tell as much with equal weights (Kish's effective number).

    >>> round(weighted_share([True, False], [0.75, 0.25]).value, 2)
    0.75
    """
    if not right:
        return None
    shares = np.asarray(weights, dtype=np.float64)
    shares = shares / shares.sum()
    value = min(1.0, float(shares @ np.asarray(right, dtype=np.float64)))
    n = max(1, round(1 / float(np.square(shares).sum())))
    between = wilson(value * n, n)
    return Measured(value, len(right), Interval(between.low, between.high, "Wilson, effective n"))


def stratified_share(strata: Sequence[Stratum]) -> Measured | None:
    """The share of all tickets that is right: Hájek's estimator, part by part.

    Within a part each drawn ticket stands for the inverse of its chance (Hájek 1971), and each
    part for as many tickets as it has. None while a part that has tickets has no drawn one.

    >>> alone, waiting = Stratum(900, [True] * 9, [0.1] * 9), Stratum(100, [False], [0.1])
    >>> round(stratified_share([alone, waiting]).value, 2)
    0.9
    """
    parts = [part for part in strata if part.size]
    if not parts or not all(part.right for part in parts):
        return None
    right = [each for part in parts for each in part.right]
    return weighted_share(right, [each for part in parts for each in part.weights()])

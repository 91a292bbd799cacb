"""Evidence that a share has grown, which may be looked at after every ticket.

A fact is true or false of a ticket ("its category is Billing"). As long as its share is no more
than a bound u, the bet that it has grown to q > u multiplies a stake by q/u where the fact is true
and by (1 − q)/(1 − u) where it is not, and wins nothing on average. A Shiryaev-Roberts detector
puts a new stake of one on every ticket and adds up what all of them have become:

    M(t) = (1 + M(t − 1)) · factor(t)

On average M grows by one at most with each ticket, so an alarm at M ≥ A comes once in A tickets at
most, however often one looks (e-detectors: Shin, Ramdas and Rinaldo, 2024). Several q are bet on
at once, each with an equal part of the stake.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from routing.evaluation.dial.certify import Counts, Flags, Floats

GROWTHS: Final = np.array([1.5, 2.0, 3.0, 5.0, 10.0, 40.0])  # of the odds
MAX_LOG: Final = 300.0


def factors(true: Flags, bound: Floats) -> Floats:
    """What stakes are multiplied by; true and bound are of one shape, growths come first.

    >>> factors(np.array([True, False]), np.array([0.02, 0.02])).round(2)[:, :].tolist()[-1]
    [22.47, 0.56]
    """
    u = np.clip(bound, 1e-6, 1 - 1e-6)
    growths = GROWTHS.reshape(-1, *([1] * u.ndim))
    odds = 1 / (1 - u + growths * u)  # (1 − q)/(1 − u)
    return np.where(true, growths * odds, odds)


class Detectors:
    """One detector for each of many facts, fed ticket by ticket.

    bounds: largest plausible share of each fact in the reference.
    limits: the evidence that is enough for an alarm; infinite for facts no longer watched.
    """

    def __init__(self, bounds: Floats, limits: Floats) -> None:
        self.bounds = bounds
        self.limits = limits.astype(np.float64)
        self.stakes = np.zeros((GROWTHS.size, bounds.size))
        self._new = np.ones(bounds.size)  # what is staked on each ticket

    @property
    def evidence(self) -> Floats:
        """M of each fact."""
        return np.asarray(self.stakes.mean(axis=0))

    def see(self, factor: Floats) -> list[int]:
        """Count one ticket by the `factors` of all facts; those whose evidence is enough."""
        self.stakes += self._new
        self.stakes *= factor
        over = self.stakes.sum(axis=0) >= self.limits * GROWTHS.size
        return np.flatnonzero(over).tolist() if over.any() else []

    def see_some(self, facts: Counts, true: Flags) -> list[int]:
        """Count one review, which only says something of these facts."""
        after = (self.stakes[:, facts] + self._new[facts]) * factors(true, self.bounds[facts])
        self.stakes[:, facts] = after
        over = after.sum(axis=0) >= self.limits[facts] * GROWTHS.size
        return facts[over].tolist() if over.any() else []

    def rest(self, fact: int) -> None:
        """Watch a fact no longer."""
        self.limits[fact] = np.inf
        self.stakes[:, fact] = self._new[fact] = 0

    def is_watched(self, fact: int) -> bool:
        """Whether an alarm of the fact is still possible."""
        return bool(np.isfinite(self.limits[fact]))

    def near(self, part: float) -> list[int]:
        """The facts whose evidence has come that part of the way, the strongest first."""
        logs = np.log(np.maximum(self.evidence, 1e-9))
        limits = np.log(self.limits)
        found = np.flatnonzero((logs >= part * limits) & np.isfinite(limits))
        return sorted(found.tolist(), key=lambda fact: -logs[fact])


def evidence(true: Flags, bound: float) -> float:
    """The evidence M at the end of a whole series, for one fact.

    >>> grown = np.arange(200) % 5 == 0
    >>> evidence(grown, 0.05) > 1e9, evidence(grown, 0.25) < 100
    (True, True)
    """
    logs = np.log(factors(true, np.full(true.shape, bound)))
    # A stake put on ticket i has been multiplied by all factors from i on.
    later = np.cumsum(logs[:, ::-1], axis=1)
    return float(np.exp(np.minimum(later, MAX_LOG)).sum(axis=1).mean())

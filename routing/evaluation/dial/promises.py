"""Which precision can be promised: for every promise that holds, how many tickets it routes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from routing.evaluation.dial.certify import Candidates, certify_among

# Promises are whole and half per cents: a finer one would promise more than it can tell apart.
STEP: Final = 0.005
LOWEST: Final = 0.5
# Who may pick among promises needs all of them to hold at once: with the whole error for each, one
# was broken in up to 15 of 100 sets of tickets. They rest on the same tickets: a third is enough.
AMONG: Final = 3


@dataclass(frozen=True, slots=True)
class Promise:
    """A precision that a threshold is vouched for, and what it was seen to do.

    n: labelled tickets at or above the threshold. hits: those of them that are right.
    """

    precision: float
    threshold: float
    n: int
    hits: int


def promises(rows: Candidates, error: float, at_most: float = 1.0) -> tuple[Promise, ...]:
    """Every promise that holds, the highest first; looser ones route as many tickets or more.

    error: the allowed chance, from 0 to 1, that any of the promises is broken.
    at_most: the highest promise that is looked for.

    >>> import numpy as np
    >>> from routing.evaluation.dial.certify import candidates
    >>> right = np.array([True] * 195 + [False] * 5 + [True, False] * 50)
    >>> found = promises(candidates(np.linspace(1, 0, 300), right), 0.05)
    >>> found[0].precision, found[0].n < found[-1].n
    (0.975, True)
    """
    found: list[Promise] = []
    for step in range(round(at_most / STEP), round(LOWEST / STEP) - 1, -1):
        asked = round(step * STEP, 6)
        passed = certify_among(rows, asked, error / AMONG) if asked < 1 else None
        # What routes fewer tickets than a stricter promise is no promise worth making.
        if passed and (not found or passed.n >= found[-1].n):
            found.append(Promise(asked, passed.threshold, passed.n, passed.hits))
    return tuple(found)


def worth_offering(found: Sequence[Promise]) -> tuple[Promise, ...]:
    """One promise for each threshold: the highest that it can be vouched for.

    >>> worth_offering([Promise(0.93, 0.8, 9, 9), Promise(0.92, 0.8, 9, 9)])
    (Promise(precision=0.93, threshold=0.8, n=9, hits=9),)
    """
    best: dict[float, Promise] = {}
    for promise in found:
        best.setdefault(promise.threshold, promise)
    return tuple(best.values())

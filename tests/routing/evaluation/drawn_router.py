"""Routers drawn at random whose true precision is known, to hold what is promised against."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.stats import binom

Drawn = tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]


def router(rng: np.random.Generator, n: int, kind: str) -> Drawn:
    """Decisions of a router whose true precision at each confidence is known."""
    if kind == "never above":  # precision is 94 % whatever the confidence
        return rng.random(n), rng.random(n) < 0.94
    sure = 1 - rng.beta(0.5, 4, n)
    score = np.round(sure, 1) if kind == "few scores" else sure**3
    return score, rng.random(n) < sure


def true_precision(rng: np.random.Generator, kind: str) -> Callable[[float], float]:
    """The precision at or above a threshold, from very many tickets."""
    confidence, right = router(rng, 300_000, kind)
    order = np.argsort(-confidence)
    ranked, share = -confidence[order], np.cumsum(right[order]) / np.arange(1, 300_001)
    return lambda threshold: float(share[np.searchsorted(ranked, -threshold, side="right") - 1])


def at_most(data_sets: int) -> int:
    """How often what is missed in one of twenty is missed, but for one time in a hundred."""
    return int(binom.ppf(0.99, data_sets, 0.05))

"""Upper bounds of shares seen in a reference, and intervals that hold at any time."""

from __future__ import annotations

from typing import Final

import numpy as np

from routing.evaluation.dial.certify import Floats

BOUND_ERROR: Final = 0.005
ROUNDING: Final = 1e-6
STRENGTHS: Final = np.array([10.0, 20.0, 50.0, 100.0, 200.0, 400.0])


def upper_bound(hits: Floats, n: Floats, error: float | Floats = BOUND_ERROR) -> Floats:
    """The largest share that so few hits in n are still plausible for (Clopper and Pearson).

    error: the chance that a share is larger than its bound.

    >>> float(upper_bound(np.array([40.0]), np.array([2000.0]))[0].round(4))
    0.0295
    """
    from scipy.special import betaincinv  # noqa: PLC0415 - slow to import

    others = n - hits
    found = betaincinv(hits + 1, np.maximum(others, ROUNDING), 1 - error)
    return np.where(others < ROUNDING, 1.0, found).astype(np.float64)


def pooled_bound(hits: Floats, n: Floats, error: float = BOUND_ERROR) -> Floats:
    """Bounds of many shares of few tickets each, which learn from one another.

    All shares are taken to be drawn from one beta distribution with the mean of all and the
    strength (in tickets) that makes the hits likeliest (empirical Bayes).

    >>> pooled_bound(np.array([0.0, 1.0, 0.0]), np.array([40.0, 40.0, 40.0])).round(2).tolist()
    [0.03, 0.04, 0.03]
    """
    from scipy.special import betaincinv  # noqa: PLC0415 - slow to import

    mean = (hits.sum() + 1) / (n.sum() + 2)
    strength = _strength(hits, n, mean)
    a, b = hits + strength * mean, n - hits + strength * (1 - mean)
    return np.asarray(betaincinv(a, b, 1 - error), dtype=np.float64)


def _strength(hits: Floats, n: Floats, mean: float) -> float:
    from scipy.special import betaln  # noqa: PLC0415 - slow to import

    a, b = STRENGTHS[:, None] * mean, STRENGTHS[:, None] * (1 - mean)
    likely = (betaln(hits + a, n - hits + b) - betaln(a, b)).sum(axis=1)
    return float(STRENGTHS[likely.argmax()])


def anytime_interval(hits: float, n: float, error: float) -> tuple[float, float]:
    """Where a share lies, however often and whenever one looks (a confidence sequence).

    The shares p against which an even bet on all shares has not won 1/error: the likelihood at p
    is more than `error` times the mean likelihood of all shares (Robbins 1970).

    >>> [round(x, 2) for x in anytime_interval(8, 100, 0.05)]
    [0.02, 0.2]
    """
    from scipy.special import betaln, xlog1py, xlogy  # noqa: PLC0415 - slow to import

    if n <= 0:
        return 0.0, 1.0
    share = np.linspace(0, 1, 4001)
    logs = xlogy(hits, share) + xlog1py(n - hits, -share) - betaln(hits + 1, n - hits + 1)
    inside = share[logs > np.log(error)]
    return float(inside[0]), float(inside[-1])

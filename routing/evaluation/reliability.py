"""Whether a confidence means what it says: ECE, Brier score, the reliability diagram."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt
from typing import Final

import numpy as np

from routing.errors import EvaluationError
from routing.evaluation.dial.certify import Counts, Flags, Floats
from routing.evaluation.statistics.bootstrap import RESAMPLES, percentile_interval
from routing.evaluation.statistics.intervals import (
    LEVEL,
    Interval,
    Measured,
    normal_quantile,
    proportion,
    wilson,
)

BINS: Final = 10
FEW: Final = 30


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """The tickets whose confidence lies from `low` to `high` (the last bin includes 1).

    confidence: their mean confidence. accuracy: the share that is right.
    """

    low: float
    high: float
    confidence: float
    accuracy: Measured


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far confidence and accuracy lie apart.

    ece: expected calibration error, the mean distance of the two over the bins, by tickets.
    brier: mean squared distance of the confidence from right (1) or wrong (0).
    bins: only those that hold tickets.
    """

    n: int
    ece: Measured
    brier: Measured
    bins: tuple[ReliabilityBin, ...]


def reliability(confidence: Floats, correct: Flags, bins: int = BINS, seed: int = 0) -> Reliability:
    """Compare confidences with what was right, in bins of equal width.

    Raises EvaluationError if there is no ticket or a confidence is outside 0..1.

    >>> result = reliability(np.array([0.95, 0.95, 0.15]), np.array([True, False, False]))
    >>> round(result.ece.value, 3), round(result.brier.value, 3)
    (0.35, 0.309)
    """
    if not confidence.size:
        raise EvaluationError("There is no labelled ticket to compare confidences with.")
    if not ((confidence >= 0) & (confidence <= 1)).all():
        raise EvaluationError("A confidence is outside 0 to 1, so it cannot be a probability.")
    place = np.minimum((confidence * bins).astype(np.int64), bins - 1)
    n = np.bincount(place, minlength=bins).astype(np.int64)
    gap = confidence - correct.astype(np.float64)
    surety = np.bincount(place, weights=confidence, minlength=bins).astype(np.float64)
    hits = np.bincount(place, weights=correct, minlength=bins)
    found = []
    for i in np.flatnonzero(n).tolist():
        accuracy = proportion(int(hits[i]), int(n[i]))
        if accuracy is not None:
            edges = i / bins, (i + 1) / bins
            found.append(ReliabilityBin(*edges, float(surety[i] / n[i]), accuracy))
    return Reliability(
        n=confidence.size,
        ece=_ece(n, surety - hits, place, gap, seed),
        brier=_mean(gap**2),
        bins=tuple(found),
    )


def _mean(squares: Floats) -> Measured:
    """A mean of values from 0 to 1; with few of them, none varies more than right and wrong do."""
    mean, n = float(squares.mean()), squares.size
    if n < FEW or not squares.std():
        widest = wilson(mean * n, n)
        return Measured(mean, n, Interval(widest.low, widest.high, "Wilson, widest case"))
    half = normal_quantile(0.5 + LEVEL / 2) * float(squares.std()) / sqrt(n)
    return Measured(mean, n, Interval(max(0.0, mean - half), min(1.0, mean + half), "normal"))


def _ece(
    n: Counts,
    gaps: Floats,
    place: Counts,
    gap: Floats,
    seed: int,
) -> Measured:
    """ECE with a parametric bootstrap: each bin's summed gap is redrawn around its own value.

    Noise alone gives every router an error: were all gaps nought, it would be that of the noise.
    By the triangle inequality the measured error exceeds the true one by no more than that, so the
    interval reaches down as far.
    """
    total, size = float(np.abs(gaps).sum()), int(n.sum())
    squares = np.bincount(place, weights=gap**2, minlength=n.size)
    spread = np.sqrt(np.maximum(0.0, squares - gaps**2 / np.maximum(n, 1)))
    noise = np.random.default_rng(seed).normal(0.0, spread, size=(RESAMPLES, n.size))
    ece = total / size
    found = percentile_interval(ece, np.abs(gaps + noise).sum(axis=1) / size)
    if found is None:  # pragma: no cover - every draw has a value
        return Measured(ece, size)
    by_noise = float(np.quantile(np.abs(noise).sum(axis=1) / size, 0.5 + LEVEL / 2))
    return Measured(ece, size, replace(found, low=min(found.low, max(0.0, ece - by_noise))))

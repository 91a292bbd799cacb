"""Risk against coverage: what precision the surest share of the tickets has."""

from __future__ import annotations

from dataclasses import dataclass

from routing.evaluation.dial.certify import Flags, Floats, candidates
from routing.evaluation.statistics.intervals import Measured, proportion


@dataclass(frozen=True, slots=True)
class CoveragePoint:
    """What one threshold gives.

    coverage: share of all tickets at or above the threshold.
    precision: share of those that is right; None where there is none.
    """

    threshold: float
    coverage: float
    precision: Measured | None


def risk_coverage(
    confidence: Floats, correct: Flags, points: int = 200
) -> tuple[CoveragePoint, ...]:
    """The curve from the strictest threshold to the loosest, at even steps of coverage.

    The precision is measured on the tickets given: for a promise, ask the dial.

    >>> import numpy as np
    >>> curve = risk_coverage(np.array([0.9, 0.5]), np.array([True, False]))
    >>> [(p.threshold, p.coverage, p.precision.value) for p in curve]
    [(0.9, 0.5, 1.0), (0.5, 1.0, 0.5)]
    """
    rows = candidates(confidence, correct, points)
    return tuple(
        CoveragePoint(threshold, n / confidence.size, proportion(hits, n))
        for threshold, n, hits in zip(
            rows.threshold.tolist(), rows.n.tolist(), rows.hits.tolist(), strict=True
        )
    )


def at_threshold(confidence: Floats, correct: Flags, threshold: float) -> CoveragePoint:
    """The point of the curve at any threshold the user may choose.

    >>> import numpy as np
    >>> at_threshold(np.array([0.9, 0.5]), np.array([True, False]), 0.6).coverage
    0.5
    """
    above = confidence >= threshold
    n = int(above.sum())
    precision = proportion(int(correct[above].sum()), n)
    return CoveragePoint(threshold, n / max(1, confidence.size), precision)

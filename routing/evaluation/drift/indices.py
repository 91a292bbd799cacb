"""Indices of drift that are often quoted, each beside its value by chance; none raises an alarm.

Population stability index and Jensen-Shannon divergence grow with the number of categories and
shrink with the number of tickets even where nothing has moved. The classifier that tells recent
tickets from those of the reference is blind to a few new ones among many.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.evaluation.dial.certify import Counts, Floats
from routing.evaluation.drift.tickets import Vectors

ROUNDS: Final = 200
LEVEL: Final = 0.95
SMOOTHING: Final = 0.5
FOLDS: Final = 4
MAX_TICKETS: Final = 2_000
MIN_TICKETS: Final = 30


@dataclass(frozen=True, slots=True)
class Index:
    """An index, and what it would be were both sets of one kind.

    usual: its mean by chance. high: what it stays below by chance in 19 of 20 cases.
    """

    name: str
    value: float
    usual: float
    high: float


def population_stability(reference: Counts, now: Counts) -> float:
    """PSI of two sets of counts: sum of (p − q) · ln(p / q), half a ticket added to each count.

    >>> round(population_stability(np.array([50, 50]), np.array([80, 20])), 2)
    0.41
    """
    p, q = _shares(reference), _shares(now)
    return float(((q - p) * np.log(q / p)).sum())


def jensen_shannon(reference: Counts, now: Counts) -> float:
    """Divergence of two sets of counts in bits, from 0 (equal shares) to 1 (nothing in common).

    >>> round(jensen_shannon(np.array([50, 50]), np.array([80, 20])), 3)
    0.071
    """
    p, q = _shares(reference), _shares(now)
    middle = (p + q) / 2
    return float((p * np.log2(p / middle) + q * np.log2(q / middle)).sum() / 2)


def share_indices(reference: Counts, now: Counts) -> tuple[Index, ...]:
    """Both indices of counts by category, beside their values by chance.

    By chance means: two sets as large as these drawn from the shares of both together.
    """
    rng = np.random.default_rng(0)
    both = _shares(reference + now)
    drawn = [
        (rng.multinomial(reference.sum(), both), rng.multinomial(now.sum(), both))
        for _ in range(ROUNDS)
    ]
    found = []
    for name, index in (("PSI", population_stability), ("Jensen-Shannon", jensen_shannon)):
        chance = np.array([index(then, later) for then, later in drawn])
        found.append(
            Index(
                name, index(reference, now), float(chance.mean()), float(np.quantile(chance, LEVEL))
            )
        )
    return tuple(found)


def domain_classifier(reference: Vectors, now: Vectors) -> Index | None:
    """How well a classifier tells recent tickets from old ones (area under the ROC curve).

    By chance it is 0.5 with the spread of the Mann-Whitney statistic. None for under 30 tickets.
    """
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - slow to import
    from sklearn.metrics import roc_auc_score  # noqa: PLC0415
    from sklearn.model_selection import cross_val_predict  # noqa: PLC0415

    old, new = reference[-MAX_TICKETS:], now[-MAX_TICKETS:]
    m, n = len(old), len(new)
    if min(m, n) < MIN_TICKETS:
        return None
    labels = np.repeat([0, 1], [m, n])
    model = LogisticRegression(max_iter=200, class_weight="balanced")
    scores = cross_val_predict(
        model, np.concatenate([old, new]), labels, cv=FOLDS, method="decision_function"
    )
    spread = float(np.sqrt((m + n + 1) / (12 * m * n)))
    return Index(
        "domain classifier", float(roc_auc_score(labels, scores)), 0.5, 0.5 + 1.645 * spread
    )


def _shares(counts: Counts) -> Floats:
    return np.asarray((counts + SMOOTHING) / (counts + SMOOTHING).sum())

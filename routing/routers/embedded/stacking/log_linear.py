"""Opinions weighed by learned weights: a log-linear pool.

After Genest and Zidek, Combining Probability Distributions (1986).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.routers.embedded.prediction import softmax

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FLOOR: Final = 1e-4
PENALTY: Final = 1e-3
MAX_ROWS: Final = 6_000


def logs(probabilities: Floats) -> Floats:
    """Logarithms of probabilities; what is as good as impossible is not told apart further."""
    return np.asarray(np.log(np.maximum(probabilities, np.float32(FLOOR))))


def pooled(opinions: Sequence[Floats], weights: Floats) -> Floats:
    """One distribution per ticket: softmax of the weighted sum of the opinions' logarithms.

    opinions: logarithms, one row per ticket, one column per category. Added up one by one, so that
    a ticket's sum does not depend on its companions.
    """
    total = np.zeros_like(opinions[0])
    for opinion, weight in zip(opinions, weights, strict=True):
        total += weight * opinion
    return softmax(total)


def fit_weights(opinions: Sequence[Floats], labels: NDArray[np.intp]) -> Floats:
    """The weights, none below 0, under which the labels are likeliest.

    One weight per opinion for all categories: a bias for each category raised cross-validated
    figures and lost on new tickets. The weights are so few that 6,000 tickets tell them.
    """
    from scipy.optimize import minimize  # noqa: PLC0415 (slow to import)

    every = max(1, -(-len(labels) // MAX_ROWS))
    rows = np.arange(0, len(labels), every)
    here = np.arange(len(rows))
    stacked = np.stack([opinion[rows] for opinion in opinions])
    given = stacked[:, here, labels[rows]].astype(np.float64)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total = np.zeros_like(stacked[0])
        for opinion, weight in zip(stacked, weights, strict=True):
            total += np.float32(weight) * opinion
        shares = softmax(total)
        surprise = -np.log(np.maximum(shares[here, labels[rows]], 1e-30)).mean()
        expected = np.array([np.vdot(shares, opinion) for opinion in stacked], dtype=np.float64)
        gradient = expected / len(rows) - given.mean(axis=1) + 2 * PENALTY * weights
        return float(surprise + PENALTY * weights @ weights), gradient

    count = len(opinions)
    found = minimize(
        loss, np.full(count, 1 / count), jac=True, method="L-BFGS-B", bounds=[(0, None)] * count
    )
    return np.asarray(found.x, dtype=np.float32)

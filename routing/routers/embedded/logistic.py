"""Multinomial logistic regression over the taxonomy's categories, some of which may lack labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from routing.routers.embedded.descent import minimise
from routing.routers.embedded.scores import TINY, softmax

if TYPE_CHECKING:
    from numpy.typing import NDArray

STRENGTH: Final = 10.0
STEPS: Final = 60


class Logistic:
    """Logistic regression whose answer always spans all categories.

    features: one row per labelled ticket, dense or sparse, of 32-bit numbers.
    labels: index of each ticket's category.
    categories: how many categories there are; those without labels get probability 0.
    """

    def __init__(self, features: Any, labels: NDArray[np.intp], categories: int) -> None:
        self._categories = categories
        self._seen, codes = np.unique(labels, return_inverse=True)
        self._weights, self._bias = _fit(features, codes, len(self._seen))

    def probabilities(self, features: Any) -> NDArray[np.float32]:
        """One row per ticket, one column per category, each row summing to 1."""
        result = np.zeros((features.shape[0], self._categories), dtype=np.float32)
        result[:, self._seen] = softmax(features @ self._weights + self._bias)
        return result

    def force(self, columns: NDArray[np.intp], category: int) -> NDArray[np.float32]:
        """How much each of some features speaks for a category against the average one."""
        place = np.flatnonzero(self._seen == category)
        if not place.size:
            return np.zeros(len(columns), dtype=np.float32)
        rows = self._weights[columns]
        force: NDArray[np.float32] = rows[:, place[0]] - rows.mean(axis=1)
        return force


def _fit(
    features: Any, codes: NDArray[np.intp], classes: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Weights (features by classes) and bias that make the labels likeliest.

    A fixed, small number of steps: more change the figures, hardly the answers.
    """
    rows = np.arange(len(codes))
    # Balanced: a small category counts as much as a large one, and shares shift over time.
    counts = np.bincount(codes)
    trust = (len(codes) / (classes * counts[codes])).astype(np.float32)
    shape = (features.shape[1] + 1, classes)

    def slope_of(flat: NDArray[np.float32]) -> tuple[float, NDArray[np.float32]]:
        weights = flat.reshape(shape)
        shares = softmax(features @ weights[:-1] + weights[-1])
        surprise = -float(trust @ np.log(np.maximum(shares[rows, codes], TINY)))
        shares[rows, codes] -= 1
        shares *= trust[:, None]
        slope = np.empty(shape, dtype=np.float32)
        slope[:-1] = features.T @ shares
        slope[:-1] += weights[:-1] / np.float32(STRENGTH)
        slope[-1] = shares.sum(axis=0)
        size = float(np.vdot(weights[:-1], weights[:-1]))
        return surprise + size / (2 * STRENGTH), slope.ravel()

    weights = minimise(slope_of, shape[0] * classes, STEPS).reshape(shape)
    return weights[:-1], weights[-1]

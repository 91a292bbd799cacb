"""Multinomial logistic regression over the taxonomy's categories, some of which may lack labels."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

STRENGTH: Final = 10.0
MAX_ITERATIONS: Final = 60


class Logistic:
    """Logistic regression whose answer always spans all categories.

    features: one row per labelled ticket, dense or sparse.
    labels: index of each ticket's category.
    categories: how many categories there are; those without labels get probability 0.
    """

    def __init__(self, features: Any, labels: NDArray[np.intp], categories: int) -> None:
        self._categories = categories
        self._seen = np.unique(labels)
        self._model = _fit(features, labels) if len(self._seen) > 1 else None

    def probabilities(self, features: Any) -> NDArray[np.float32]:
        """One row per ticket, one column per category, each row summing to 1."""
        result = np.zeros((features.shape[0], self._categories), dtype=np.float32)
        if self._model is None:
            result[:, self._seen] = 1.0
        elif features.shape[0]:
            result[:, self._seen] = self._model.predict_proba(features)
        return result

    def weights(self) -> NDArray[np.float32]:
        """How much each feature speaks for each category (rows) against the average one."""
        if self._model is None:
            return np.zeros((self._categories, 0), dtype=np.float32)
        coefficients = self._model.coef_
        if len(self._seen) == 2:  # noqa: PLR2004 (two categories share one row of weights)
            coefficients = np.vstack([-coefficients, coefficients])
        result = np.zeros((self._categories, coefficients.shape[1]), dtype=np.float32)
        result[self._seen] = coefficients - coefficients.mean(axis=0)
        return result


def _fit(features: Any, labels: NDArray[np.intp]) -> Any:
    from sklearn.exceptions import ConvergenceWarning  # noqa: PLC0415 (takes 1-2 s to import)
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    # Balanced: a small category matters as much as a large one, and shares shift over time.
    model = LogisticRegression(C=STRENGTH, max_iter=MAX_ITERATIONS, class_weight="balanced")
    with warnings.catch_warnings():
        # Stopping early is meant: more steps change the figures, hardly the answers.
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit(features, labels)

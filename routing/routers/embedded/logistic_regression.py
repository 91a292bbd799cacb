"""Multinomial logistic regression over the taxonomy's categories, some of which may lack labels."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from routing.routers.embedded.exact import weights_in_steps
from routing.routers.embedded.prediction import TINY, softmax

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Pair = tuple[Floats, Floats, float]

PARTS: Final = ("weights", "bias", "classes")
C: Final = 10.0
MAX_ITERATIONS: Final = 60
MEMORY: Final = 8
MAX_HALVINGS: Final = 20
ARMIJO: Final = 1e-4
TOLERANCE: Final = 1e-5


class LogisticRegression:
    """Logistic regression whose answer always spans all categories.

    weights: one row per feature, one column per category that has labels; 32 bits.
    bias: one number per such category. classes: their indexes among all categories.
    categories: how many there are in all; those without labels get probability 0.
    """

    def __init__(
        self, weights: Floats, bias: Floats, classes: NDArray[np.intp], categories: int
    ) -> None:
        self.weights = weights
        self.bias = bias
        self.classes = classes
        self.categories = categories
        self._mean_weights = weights.mean(axis=1)
        self._exact_weights: NDArray[np.float64] | None = None

    @classmethod
    def fit(
        cls,
        features: Any,
        labels: NDArray[np.intp],
        categories: int,
        max_iterations: int = MAX_ITERATIONS,
    ) -> LogisticRegression:
        """Learn from one row of 32-bit numbers per labelled ticket, dense or sparse.

        labels: index of each ticket's category. max_iterations: fewer are quicker and rougher.
        """
        classes, codes = np.unique(labels, return_inverse=True)
        weights, bias = _fit(features, codes, len(classes), max_iterations)
        return cls(weights, bias, classes, categories)

    def to_arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """Its arrays under a name, to be kept; see `from_arrays`."""
        return {f"{name}.{part}": getattr(self, part) for part in PARTS}

    @classmethod
    def from_arrays(
        cls, name: str, arrays: Mapping[str, NDArray[Any]], categories: int
    ) -> LogisticRegression:
        """What was kept; raises KeyError where a part of it is missing."""
        weights, bias, classes = (arrays[f"{name}.{part}"] for part in PARTS)
        return cls(weights, bias, classes, categories)

    def probabilities(self, features: Any) -> Floats:
        """One row per ticket, one column per category, each row summing to 1.

        A ticket's row depends on its own features alone: sparse rows are added up one by one,
        and for dense ones (from `exact.embed`) sums are exact.
        """
        result = np.zeros((features.shape[0], self.categories), dtype=np.float32)
        result[:, self.classes] = softmax(self._products(features) + self.bias)
        return result

    def contributions(self, columns: NDArray[np.intp], category: int) -> Floats:
        """How much each of some features speaks for a category against the average one."""
        place = np.flatnonzero(self.classes == category)
        if not place.size:
            return np.zeros(len(columns), dtype=np.float32)
        return np.asarray(self.weights[columns, place[0]] - self._mean_weights[columns])

    def _products(self, features: Any) -> Floats:
        if not isinstance(features, np.ndarray):
            return np.asarray(features @ self.weights)
        if self._exact_weights is None:
            self._exact_weights = weights_in_steps(self.weights)
        return (features.astype(np.float64) @ self._exact_weights).astype(np.float32)


def _fit(
    features: Any, codes: NDArray[np.intp], classes: int, max_iterations: int
) -> tuple[Floats, Floats]:
    """Weights (features by classes) and bias that make the labels likeliest.

    A fixed, small number of steps: more change the figures, hardly the answers.
    """
    rows = np.arange(len(codes))
    # Balanced: a small category counts as much as a large one, and shares shift over time.
    counts = np.bincount(codes)
    row_weights = (len(codes) / (classes * counts[codes])).astype(np.float32)
    shape = (features.shape[1] + 1, classes)

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(shape)
        shares = softmax(features @ weights[:-1] + weights[-1])
        surprise = -float(row_weights @ np.log(np.maximum(shares[rows, codes], TINY)))
        shares[rows, codes] -= 1
        shares *= row_weights[:, None]
        gradient = np.empty(shape, dtype=np.float32)
        gradient[:-1] = features.T @ shares
        gradient[:-1] += weights[:-1] / np.float32(C)
        gradient[-1] = shares.sum(axis=0)
        size = float(np.vdot(weights[:-1], weights[:-1]))
        return surprise + size / (2 * C), gradient.ravel()

    weights = minimise(loss, shape[0] * classes, max_iterations).reshape(shape)
    return weights[:-1].copy(), weights[-1].copy()


def minimise(
    function: Callable[[Floats], tuple[float, Floats]], size: int, max_iterations: int
) -> Floats:
    """Where a smooth convex function is about least, from zero on (L-BFGS with 32 bits).

    function: gives the value and the gradient at a point.

    General solvers work with 64 bits and many copies; on a million weights that is most of the
    time and memory, for digits that no answer depends on. After Nocedal and Wright, Numerical
    Optimization, algorithms 3.1 and 7.4.

    >>> target = np.array([1.0, -2.0], dtype=np.float32)
    >>> bowl = lambda x: (float(np.square(x - target).sum()), 2 * (x - target))
    >>> minimise(bowl, size=2, max_iterations=20).round(3).tolist()
    [1.0, -2.0]
    """
    point = np.zeros(size, dtype=np.float32)
    value, gradient = function(point)
    pairs: deque[Pair] = deque(maxlen=MEMORY)
    first = float(np.linalg.norm(gradient))
    for _ in range(max_iterations):
        if float(np.linalg.norm(gradient)) <= TOLERANCE * first:
            break
        step = _direction(gradient, pairs)
        slope = float(step @ gradient)
        length = 1.0 if pairs else 1.0 / first
        step *= np.float32(length)
        for _ in range(MAX_HALVINGS):
            there = point + step
            next_value, next_gradient = function(there)
            if next_value <= value + ARMIJO * length * slope:
                break
            length /= 2
            step /= 2
        else:
            break  # no way down is left that 32 bits can tell
        # In place: these vectors are most of the memory that learning takes.
        change = np.subtract(next_gradient, gradient, out=gradient)
        curvature = float(step @ change)
        if curvature > 0:
            pairs.append((step, change, curvature))
        point, value, gradient = there, next_value, next_gradient
    return point


def _direction(gradient: Floats, pairs: deque[Pair]) -> Floats:
    """Downhill, corrected by what the last steps taught about the curvature."""
    direction = -gradient
    shares = []
    for step, change, curvature in reversed(pairs):
        share = np.float32(float(step @ direction) / curvature)
        shares.append(share)
        direction -= share * change
    if pairs:
        _, change, curvature = pairs[-1]
        direction *= np.float32(curvature / float(change @ change))
    for (step, change, curvature), share in zip(pairs, reversed(shares), strict=True):
        direction += (share - np.float32(float(change @ direction) / curvature)) * step
    return direction

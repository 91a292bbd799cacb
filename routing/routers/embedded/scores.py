"""Arithmetic on rows of scores, one column per category."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

TINY: Final = 1e-9


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scores turned into shares that sum to 1 per row.

    >>> softmax(np.zeros((1, 2), dtype=np.float32)).tolist()
    [[0.5, 0.5]]
    """
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
    return shares


def tempered(probabilities: NDArray[np.float32], temperature: float) -> NDArray[np.float32]:
    """The same order of categories, sharpened (temperature below 1) or flattened (above 1).

    >>> tempered(np.array([[0.8, 0.2]], dtype=np.float32), 0.5).round(2).tolist()
    [[0.9399999976158142, 0.05999999865889549]]
    """
    logs: NDArray[np.float32] = np.log(np.maximum(probabilities, TINY)).astype(np.float32)
    return softmax(logs / np.float32(temperature))


def margins(probabilities: NDArray[np.float32]) -> NDArray[np.float32]:
    """Lead of each row's best column over its next best.

    >>> margins(np.array([[0.5, 0.25, 0.25]], dtype=np.float32)).tolist()
    [0.25]
    """
    if probabilities.shape[1] == 1:
        return probabilities[:, 0]
    best = np.partition(probabilities, -2, axis=1)
    lead: NDArray[np.float32] = best[:, -1] - best[:, -2]
    return lead

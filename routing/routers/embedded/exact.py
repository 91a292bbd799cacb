"""Products of vectors whose every bit is the same, however many are multiplied at once.

Libraries for matrices add in an order that depends on the sizes of both, and rounded sums depend
on their order. Sums that need no rounding do not: vectors of length 1 in steps of 2⁻¹¹ have
products in steps of 2⁻²², which 32 bits add exactly up to 4; with weights in steps of 2⁻³⁰, 64
bits add the products exactly up to 4,096. A step moves a cosine by less than a thousandth.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.embedder import Encodes

STEPS: Final = 2**11
WEIGHT_STEPS: Final = 2.0**30


def in_steps(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The vectors with every number rounded to a multiple of 2⁻¹¹.

    >>> in_steps(np.array([[0.5, 0.0001]], dtype=np.float32)).tolist()
    [[0.5, 0.0]]
    """
    return np.asarray(np.round(vectors * STEPS) / STEPS, dtype=np.float32)


def embed(
    embedder: Encodes, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
) -> NDArray[np.float32]:
    """The vectors of the texts, so rounded that their cosines are exact."""
    return in_steps(embedder.embed(texts, progress=progress))


def weights_in_steps(weights: NDArray[np.float32]) -> NDArray[np.float64]:
    """Weights for exact products with vectors from `embed`."""
    return np.asarray(np.round(weights.astype(np.float64) * WEIGHT_STEPS) / WEIGHT_STEPS)

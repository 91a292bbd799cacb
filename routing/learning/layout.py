"""Tickets as points in a plane: near one another where they speak of the same matter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Method = Literal["pca", "tsne"]
SIDE: Final = 1000
MARGIN: Final = 20
# t-SNE takes minutes beyond it: the rest is placed among its nearest.
MAX_TSNE: Final = 5_000
PERPLEXITY: Final = 30.0
DIMENSIONS: Final = 50
NEAREST: Final = 5
AT_ONCE: Final = 2_000


def laid_out(
    vectors: NDArray[np.float32], method: Method, tell: Callable[[int, int], None] | None = None
) -> NDArray[np.float32]:
    """The place of each vector, 0 to 1000 both ways; the same vectors always at the same places.

    pca: along the two directions in which they differ most. tsne: neighbours together (van der
    Maaten and Hinton 2008); of many vectors 5,000, the others in the middle of their five nearest.
    tell: called with how many are placed, of how many.

    >>> laid_out(np.eye(4, dtype=np.float32), "pca").shape
    (4, 2)
    """
    if len(vectors) < 3 or vectors.shape[1] < 2:  # noqa: PLR2004 (less spans no plane)
        return np.full((len(vectors), 2), SIDE / 2, dtype=np.float32)
    from sklearn.decomposition import PCA  # noqa: PLC0415 (slow to import)

    if method == "pca":
        return _scaled(PCA(2, random_state=0).fit_transform(vectors))
    wide = PCA(min(DIMENSIONS, *vectors.shape), random_state=0).fit_transform(vectors)
    order = np.random.default_rng(0).permutation(len(wide))
    first, rest = order[:MAX_TSNE], order[MAX_TSNE:]
    places = np.zeros((len(wide), 2), dtype=np.float32)
    places[first] = _neighbours_together(wide[first])
    for start in range(0, len(rest), AT_ONCE):
        some = rest[start : start + AT_ONCE]
        places[some] = _among_nearest(wide[some], wide[first], places[first])
        if tell:
            tell(len(first) + start + len(some), len(wide))
    return _scaled(places)


def _neighbours_together(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    from sklearn.manifold import TSNE  # noqa: PLC0415 (slow to import)

    perplexity = min(PERPLEXITY, (len(vectors) - 1) / 3)
    found = TSNE(2, perplexity=perplexity, init="pca", random_state=0).fit_transform(vectors)
    return np.asarray(found, dtype=np.float32)


def _among_nearest(
    vectors: NDArray[np.float32], known: NDArray[np.float32], places: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The mean place of the nearest known vectors."""
    distances = (known**2).sum(axis=1)[None, :] - 2 * vectors @ known.T
    near = np.argpartition(distances, NEAREST, axis=1)[:, :NEAREST]
    return np.asarray(places[near].mean(axis=1), dtype=np.float32)


def _scaled(places: NDArray[np.float32]) -> NDArray[np.float32]:
    """Into the square; a few far ones stand at its edge, so that the others have room."""
    low, high = np.percentile(places, [0.5, 99.5], axis=0)
    inner = (places - low) / np.where(high > low, high - low, 1.0)
    scaled = MARGIN + np.clip(inner, -0.01, 1.01) * (SIDE - 2 * MARGIN)
    return np.asarray(np.clip(scaled, 0, SIDE), dtype=np.float32)

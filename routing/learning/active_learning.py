"""Which tickets to label next: those in doubt, and unlike one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

CANDIDATES: Final = 10
SURE: Final = 1e-6


def order_by_gain(
    vectors: NDArray[np.float32], doubt: NDArray[np.float32], count: int, seed: int = 0
) -> NDArray[np.intp]:
    """Rows of at most `count` tickets that teach a router most together, the best first.

    Of ten times as many tickets, the most doubtful, the one in the middle of each cluster is
    taken, where tickets count by their doubt. So no two say the same, and none is a stray.

    vectors: one row of length 1 per ticket, near one another where they speak of the same.
    doubt: 0 to 1 per ticket, one less the lead of the likeliest category over the next.

    >>> order_by_gain(np.eye(3, dtype=np.float32), np.array([0.1, 0.9, 0.5]), 3).tolist()
    [1, 2, 0]
    """
    ties = np.random.default_rng(seed).permutation(len(doubt))
    doubtful = np.lexsort((ties, -doubt))[: CANDIDATES * count]
    weights = np.maximum(doubt[doubtful], SURE)
    chosen = doubtful[_middles(vectors[doubtful], weights, count, seed)]
    rest = doubtful[~np.isin(doubtful, chosen)]
    chosen = np.concatenate([chosen, rest[: count - len(chosen)]])
    return chosen[np.argsort(-doubt[chosen], kind="stable")]


def _middles(
    vectors: NDArray[np.float32], weights: NDArray[np.float32], count: int, seed: int
) -> NDArray[np.intp]:
    """The ticket nearest to the middle of each of `count` clusters, fewer where texts repeat."""
    from sklearn.cluster import KMeans  # noqa: PLC0415 (slow to import)

    count = min(count, len(np.unique(vectors, axis=0)))
    if count == 0:
        return np.zeros(0, dtype=np.intp)
    fitted = KMeans(count, n_init=1, max_iter=20, random_state=seed)
    labels = fitted.fit(vectors, sample_weight=weights).labels_
    away = np.square(vectors - fitted.cluster_centers_[labels]).sum(axis=1)
    order = np.lexsort((away, labels))
    first = np.ones(len(order), dtype=bool)
    first[1:] = labels[order][1:] != labels[order][:-1]
    return order[first]

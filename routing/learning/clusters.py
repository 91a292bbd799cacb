"""Clusters of tickets that speak of the same matter, as proposals for categories.

How many there are is measured: for each number the tickets are split in two random halves, each
half is clustered by itself, and both say of every ticket where it belongs. The largest number at
which the halves agree about as well as they ever do is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from routing.learning.text_vectors import lengthened

if TYPE_CHECKING:
    from numpy.typing import NDArray

COUNTS: Final = (3, 4, 5, 6, 8, 10, 12, 16, 20, 30)
MIN_PER_CLUSTER: Final = 8
DIMENSIONS: Final = 30
HALVINGS: Final = 4
ABOUT_AS_WELL: Final = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """Tickets split by what they speak of.

    members: rows of each cluster, the most typical first; large clusters first.
    agreement: how well two halves of the tickets agree on them (adjusted Rand index: 1 for
        perfectly, 0 for no better than chance); None where the number was given.
    """

    members: tuple[NDArray[np.intp], ...]
    agreement: float | None = None


def find_clusters(vectors: NDArray[np.float32], count: int | None = None) -> Clusters:
    """Split tickets into so many clusters, or into as many as the tickets bear.

    >>> two = np.repeat(np.eye(2, dtype=np.float32), 20, axis=0)
    >>> [len(rows) for rows in find_clusters(two, count=2).members]
    [20, 20]
    """
    distinct = len(np.unique(vectors, axis=0))
    if distinct < 2:  # noqa: PLR2004 (it takes two to be apart)
        return Clusters((np.arange(len(vectors)),) if len(vectors) else ())
    near = _condensed(vectors)
    agreement = None
    if count is None:
        count, agreement = _count(near)
    labels = _fitted(near, min(count, distinct)).labels_
    groups = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    ordered = sorted(groups, key=len, reverse=True)
    return Clusters(tuple(typical_first(near, rows) for rows in ordered), agreement)


def typical_first(vectors: NDArray[np.float32], rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """The rows, those nearest to their common centre first."""
    centre = vectors[rows].mean(axis=0)
    return rows[np.argsort(-(vectors[rows] @ centre), kind="stable")]


def _condensed(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The main directions in which the tickets differ; the rest blurs the clusters."""
    from sklearn.decomposition import PCA  # noqa: PLC0415 (slow to import)

    dimensions = min(DIMENSIONS, *vectors.shape)
    found = PCA(dimensions, random_state=0).fit_transform(vectors)
    return lengthened(found.astype(np.float32))


def _count(vectors: NDArray[np.float32]) -> tuple[int, float]:
    """The number of clusters, and how well two halves agree on them."""
    most = max(2, len(vectors) // (2 * MIN_PER_CLUSTER))
    counts = [count for count in COUNTS if count <= most] or [2]
    agreed = [_agreement(vectors, count) for count in counts]
    enough = [i for i, value in enumerate(agreed) if value >= max(agreed) - ABOUT_AS_WELL]
    return counts[enough[-1]], agreed[enough[-1]]


def _agreement(vectors: NDArray[np.float32], count: int) -> float:
    from sklearn.metrics import adjusted_rand_score  # noqa: PLC0415 (slow to import)

    values = []
    for seed in range(HALVINGS):
        order = np.random.default_rng(seed).permutation(len(vectors))
        halves = np.array_split(vectors[order], 2)
        one, other = (_fitted(half, count, seed).predict(vectors) for half in halves)
        values.append(float(adjusted_rand_score(one, other)))
    return float(np.mean(values))


def _fitted(vectors: NDArray[np.float32], count: int, seed: int = 0) -> Any:
    from sklearn.cluster import KMeans  # noqa: PLC0415 (slow to import)

    count = min(count, len(np.unique(vectors, axis=0)))
    return KMeans(count, n_init=2, max_iter=50, random_state=seed).fit(vectors)

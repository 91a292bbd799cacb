"""Clusters of tickets that speak of the same matter, as proposals for categories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIZES: Final = (3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50)
FEWEST_PER_CLUSTER: Final = 8
JUDGED: Final = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """Tickets split by what they speak of.

    members: rows of each cluster, the most typical first; large clusters first.
    clearness: how clearly they stand apart (mean silhouette, -1 to 1); tried: of each number of
        clusters that was tried, so that the choice can be shown.
    """

    members: tuple[NDArray[np.intp], ...]
    clearness: float
    tried: tuple[tuple[int, float], ...] = ()


def find_clusters(vectors: NDArray[np.float32], count: int | None = None) -> Clusters:
    """Split tickets into the number of clusters that stand apart most clearly.

    count: so many clusters instead.

    >>> two = np.repeat(np.eye(2, dtype=np.float32), 20, axis=0)
    >>> [len(rows) for rows in find_clusters(two, count=2).members]
    [20, 20]
    """
    if len(vectors) < 2:  # noqa: PLR2004 (it takes two to be apart)
        return Clusters((np.arange(len(vectors)),) if len(vectors) else (), 0.0)
    most = max(2, len(vectors) // FEWEST_PER_CLUSTER)
    sizes = (count,) if count else tuple(k for k in SIZES if k <= most) or (2,)
    found = [(k, _fitted(vectors, k)) for k in sizes]
    judged = [(k, _clearness(vectors, fit.labels_)) for k, fit in found]
    best = max(range(len(judged)), key=lambda i: judged[i][1])
    return Clusters(_members(vectors, found[best][1]), judged[best][1], tuple(judged))


def typical_first(vectors: NDArray[np.float32], rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """The rows, those nearest to their common centre first."""
    centre = vectors[rows].mean(axis=0)
    return rows[np.argsort(-(vectors[rows] @ centre), kind="stable")]


def _fitted(vectors: NDArray[np.float32], count: int) -> Any:
    from sklearn.cluster import KMeans  # noqa: PLC0415 (slow to import)

    return KMeans(count, n_init=2, max_iter=50, random_state=0).fit(vectors)


def _clearness(vectors: NDArray[np.float32], labels: NDArray[np.intp]) -> float:
    from sklearn.metrics import silhouette_score  # noqa: PLC0415 (slow to import)

    if not 1 < len(np.unique(labels)) < len(labels):
        return 0.0
    most = min(JUDGED, len(labels))
    return float(silhouette_score(vectors, labels, sample_size=most, random_state=0))


def _members(vectors: NDArray[np.float32], fit: Any) -> tuple[NDArray[np.intp], ...]:
    groups: Sequence[NDArray[np.intp]] = [
        np.flatnonzero(fit.labels_ == label) for label in np.unique(fit.labels_)
    ]
    ordered = sorted(groups, key=len, reverse=True)
    return tuple(typical_first(vectors, rows) for rows in ordered)

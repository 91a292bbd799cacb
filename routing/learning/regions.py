"""Regions of a map of tickets: where points crowd, named by the words that are frequent there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.learning.cluster_terms import telling_terms

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_REGIONS: Final = 12
MIN_TICKETS: Final = 15
MAX_READ: Final = 400
MAX_TERMS: Final = 3
# A far ticket of a region would draw its outline across the map.
INNER: Final = 0.9


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the map: its middle, its outline, how many tickets it has, and their words."""

    x: int
    y: int
    outline: tuple[tuple[int, int], ...]
    tickets: int
    terms: tuple[str, ...]


def regions(places: NDArray[np.float32], texts: Sequence[str]) -> tuple[Region, ...]:
    """The regions, the largest first; none where there are too few tickets."""
    count = min(MAX_REGIONS, len(places) // MIN_TICKETS)
    if count < 2:  # noqa: PLR2004 (one region is the map)
        return ()
    from sklearn.cluster import KMeans  # noqa: PLC0415 (slow to import)

    labels = KMeans(count, n_init=3, random_state=0).fit_predict(places)
    members = [np.flatnonzero(labels == label) for label in range(count)]
    members = sorted((rows for rows in members if len(rows) >= MIN_TICKETS), key=len, reverse=True)
    read = [[texts[i] for i in rows[:: max(1, len(rows) // MAX_READ)]] for rows in members]
    terms = telling_terms(read, MAX_TERMS) if read else []
    return tuple(_region(places[rows], own) for rows, own in zip(members, terms, strict=True))


def _region(places: NDArray[np.float32], terms: tuple[str, ...]) -> Region:
    middle = np.median(places, axis=0)
    far = np.linalg.norm(places - middle, axis=1)
    inner = places[far <= np.quantile(far, INNER)]
    return Region(round(middle[0]), round(middle[1]), _outline(inner), len(places), terms)


def _outline(places: NDArray[np.float32]) -> tuple[tuple[int, int], ...]:
    """The convex hull; () where the places span no plane."""
    from scipy.spatial import ConvexHull, QhullError  # noqa: PLC0415 (slow to import)

    try:
        corners = places[ConvexHull(places).vertices]
    except (QhullError, ValueError):
        return ()
    return tuple((round(float(x)), round(float(y))) for x, y in corners)

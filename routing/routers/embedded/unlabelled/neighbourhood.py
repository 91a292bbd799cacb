"""The neighbourhood of unlabelled tickets: who is near whom, and how much that counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.routers.embedded.exact import in_steps

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEIGHBOURS: Final = 16
SMALL_POOL: Final = 320
MIN_NEIGHBOURS: Final = 3
BANDWIDTH: Final = 0.15
ROWS_AT_ONCE: Final = 256


@dataclass(frozen=True, slots=True)
class Edges:
    """The neighbours of some tickets in the pool, and the weight of each; a row sums to 1."""

    rows: NDArray[np.intp]
    weights: NDArray[np.float32]

    def mean_of(self, shares: NDArray[np.float32]) -> NDArray[np.float32]:
        """What the neighbours of each ticket say on average.

        Added up neighbour by neighbour: so a ticket's sum does not depend on its companions.
        """
        total = np.zeros((len(self.rows), shares.shape[1]), dtype=np.float32)
        for place in range(self.rows.shape[1]):
            total += self.weights[:, place, None] * shares[self.rows[:, place]]
        return total


class Neighbourhood:
    """A pool of unlabelled tickets by their embeddings.

    vectors: from `exact.embed`, one row a ticket. centre: subtracted from every vector before it
    is compared: what all tickets of a desk have in common tells none apart. Zeros keep them as
    they are.
    """

    def __init__(self, vectors: NDArray[np.float32], centre: NDArray[np.float32]) -> None:
        self.vectors = vectors
        self.centre = centre
        self._compared = self._centred(vectors)

    @classmethod
    def centred(cls, vectors: NDArray[np.float32]) -> Neighbourhood:
        """The pool seen from its own mean."""
        return cls(vectors, vectors.mean(axis=0, dtype=np.float64).astype(np.float32))

    def __len__(self) -> int:
        return len(self.vectors)

    @property
    def neighbours(self) -> int:
        """How many neighbours count; fewer in a small pool, lest half of it be one's neighbour."""
        count = len(self)
        kept = NEIGHBOURS if count >= SMALL_POOL else max(MIN_NEIGHBOURS, count // 20)
        return min(kept, count)

    def edges(self, vectors: NDArray[np.float32]) -> Edges:
        """From tickets that may be new to their neighbours in the pool."""
        return self._edges(self._centred(vectors), np.full(len(vectors), -1))

    def own_edges(self) -> Edges:
        """From each ticket of the pool to its neighbours, itself left out."""
        return self._edges(self._compared, np.arange(len(self)))

    def _centred(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        away = vectors - self.centre
        lengths = np.sqrt(np.square(away).sum(axis=1, keepdims=True))
        return in_steps(away / np.maximum(lengths, np.float32(1e-9)))

    def _edges(self, compared: NDArray[np.float32], own: NDArray[np.intp]) -> Edges:
        kept = self.neighbours
        rows = np.empty((len(compared), kept), dtype=np.intp)
        cosines = np.empty((len(compared), kept), dtype=np.float32)
        for start in range(0, len(compared), ROWS_AT_ONCE):
            here = slice(start, start + ROWS_AT_ONCE)
            near = compared[here] @ self._compared.T
            places = np.arange(len(near))
            near[places[own[here] >= 0], own[here][own[here] >= 0]] = -2
            rows[here] = np.sort(np.argpartition(-near, kept - 1, axis=1)[:, :kept], axis=1)
            cosines[here] = near[places[:, None], rows[here]]
        weights = np.exp((cosines - 1) / np.float32(BANDWIDTH))
        return Edges(rows, weights / weights.sum(axis=1, keepdims=True))

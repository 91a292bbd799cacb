"""How the labelled tickets near a ticket vote, and how near each category's nearest is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from routing.routers.embedded.nearest_neighbours import ROWS_AT_ONCE, Neighbours, largest, product

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

VOTERS: Final = 20


@dataclass(frozen=True, slots=True)
class Votes:
    """What the labelled tickets say of some tickets; one row per ticket, one column per category.

    shares: of the votes of the 20 nearest, each as heavy as it is near. best: cosine with the
    nearest ticket of each category, 0 where it has none. neighbours: the three nearest of all.
    """

    shares: Floats
    best: Floats
    neighbours: Neighbours

    def only(self, rows: NDArray[np.intp]) -> Votes:
        """Those on some tickets."""
        return Votes(self.shares[rows], self.best[rows], self.neighbours.only(rows))

    @classmethod
    def joined(cls, parts: Sequence[Votes]) -> Votes:
        """Those on several lots of tickets, one after the other."""
        return cls(
            np.concatenate([part.shares for part in parts]),
            np.concatenate([part.best for part in parts]),
            Neighbours.joined([part.neighbours for part in parts]),
        )


class Electorate:
    """Labelled tickets that vote on new ones.

    known: one column per labelled ticket, dense (embeddings) or sparse by rows (words). labels:
    their categories. power: the vote of a ticket is its cosine to this power; embeddings of
    strangers still have a cosine of about 0.5.
    """

    def __init__(
        self, known: Any, labels: NDArray[np.intp], categories: int, *, power: int
    ) -> None:
        # By category, so that each category's nearest is the largest of one stretch.
        self._order = np.argsort(labels, kind="stable")
        self._known = known[:, self._order]
        self._labels = labels[self._order]
        self._classes, self._starts = np.unique(self._labels, return_index=True)
        self._categories = categories
        self._power = power

    def vote(self, tickets: Any) -> Votes:
        """The votes on tickets, one row each, of length 1."""
        count = tickets.shape[0]
        return Votes.joined(
            [
                self._vote(tickets[start : start + ROWS_AT_ONCE])
                for start in range(0, max(count, 1), ROWS_AT_ONCE)
            ]
        )

    def _vote(self, tickets: Any) -> Votes:
        near = product(tickets, self._known)
        best = np.zeros((len(near), self._categories), dtype=np.float32)
        best[:, self._classes] = np.maximum.reduceat(near, self._starts, axis=1)
        found = largest(near, VOTERS)
        weights = np.maximum(found.cosines, 0) ** np.float32(self._power)
        cells = np.arange(len(near))[:, None] * self._categories + self._labels[found.rows]
        sums = np.bincount(cells.ravel(), weights.ravel(), len(near) * self._categories)
        shares = (
            sums.reshape(best.shape) / np.maximum(weights.sum(axis=1, dtype=float), 1e-9)[:, None]
        )
        return Votes(shares.astype(np.float32), best, found.first().among(self._order))

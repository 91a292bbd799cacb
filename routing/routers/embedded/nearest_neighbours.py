"""The labelled tickets nearest to a ticket: the precedent a person would look up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

K: Final = 3
ROWS_AT_ONCE: Final = 256


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest labelled tickets of each ticket, nearest first, at most three.

    rows: their places among the examples, one row per ticket.
    cosines: how near they are; 1 is the same.
    """

    rows: NDArray[np.intp]
    cosines: NDArray[np.float32]

    def only(self, tickets: NDArray[np.intp]) -> Neighbours:
        """Those of some tickets, in that order."""
        return Neighbours(self.rows[tickets], self.cosines[tickets])

    def first(self) -> Neighbours:
        """The three nearest of more."""
        return Neighbours(self.rows[:, :K], self.cosines[:, :K])

    def among(self, places: NDArray[np.intp]) -> Neighbours:
        """The same by other numbers: `places` has the new one of each old one."""
        return Neighbours(places[self.rows], self.cosines)

    @classmethod
    def joined(cls, parts: Sequence[Neighbours]) -> Neighbours:
        """Those of several lots of tickets, one after the other."""
        return cls(
            np.concatenate([part.rows for part in parts]),
            np.concatenate([part.cosines for part in parts]),
        )


def nearest(tickets: Any, known: Any) -> Neighbours:
    """The nearest columns of `known` for each row of `tickets`.

    Both dense (embeddings) or both sparse by rows (words), each ticket of length 1.

    >>> nearest(np.eye(2, dtype=np.float32), np.eye(2, dtype=np.float32)).rows.tolist()
    [[0, 1], [1, 0]]
    """
    kept = min(K, known.shape[1])
    rows = np.zeros((tickets.shape[0], kept), dtype=np.intp)
    cosines = np.zeros((tickets.shape[0], kept), dtype=np.float32)
    for start in range(0, tickets.shape[0], ROWS_AT_ONCE):
        here = slice(start, start + ROWS_AT_ONCE)
        found = largest(product(tickets[here], known), K)
        rows[here], cosines[here] = found.rows, found.cosines
    return Neighbours(rows, cosines)


def largest(near: NDArray[np.float32], count: int) -> Neighbours:
    """The columns with the largest cosines of each row, largest first, at most so many."""
    kept = min(count, near.shape[1])
    best = np.sort(np.argpartition(-near, kept - 1, axis=1)[:, :kept], axis=1)
    values = np.take_along_axis(near, best, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")
    return Neighbours(
        np.take_along_axis(best, order, axis=1), np.take_along_axis(values, order, axis=1)
    )


def product(tickets: Any, known: Any) -> NDArray[np.float32]:
    """The cosines of tickets (rows) with known ones (columns), dense."""
    cosines = tickets @ known
    dense: NDArray[np.float32] = cosines.toarray() if hasattr(cosines, "toarray") else cosines
    return dense

"""The nearest tickets of the reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from routing.evaluation.dial.certify import Counts, Flags, Floats
from routing.evaluation.drift.tickets import Vectors

RIVALS: Final = 3
UNSURE: Final = 0.3  # the share of the reference with the lowest confidence
AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """What of the reference is near to some tickets.

    rivals: cosines of the nearest three, nearest first; unsure: the same among the unsure ones.
    confidence: of the nearest one.
    """

    rivals: Floats
    unsure: Floats
    confidence: Floats

    def only(self, rows: Flags) -> Near:
        """That of some of them."""
        return Near(self.rivals[rows], self.unsure[rows], self.confidence[rows])


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """The tickets of a reference as points.

    vectors: one for each distinct text. confidence: of each. size: tickets, equal ones included.
    level: confidence below which a ticket counts as unsure. unsure_size: tickets below it.
    """

    vectors: Vectors
    confidence: Floats
    size: int
    level: float
    unsure_size: int

    @classmethod
    def of(cls, vectors: Vectors, confidence: Floats, first: Flags) -> Neighbours:
        """Those of all tickets of a reference; first: whether a ticket is the first of its text."""
        level = float(np.quantile(confidence, UNSURE)) if confidence.size else 0.0
        below = int((confidence < level).sum())
        return cls(
            np.asarray(vectors[first], np.float32),
            confidence[first],
            vectors.shape[0],
            level,
            below,
        )

    def near(self, vectors: Vectors) -> Near:
        """What is near to these."""
        cosines = np.asarray(vectors @ self.vectors.T)
        return Near(
            largest(cosines, RIVALS),
            largest(cosines[:, self.confidence < self.level], RIVALS),
            self.confidence[cosines.argmax(axis=1)],
        )


def nearest_other(vectors: Vectors) -> tuple[Counts, Floats]:
    """The place of the nearest other one of each, and its cosine; in portions to spare memory."""
    at, cosine = np.zeros(len(vectors), dtype=np.int64), np.zeros(len(vectors))
    for start in range(0, len(vectors), AT_ONCE):
        part = vectors[start : start + AT_ONCE]
        cosines = part @ vectors.T
        cosines[np.arange(len(part)), start + np.arange(len(part))] = -1
        at[start : start + AT_ONCE] = cosines.argmax(axis=1)
        cosine[start : start + AT_ONCE] = cosines.max(axis=1)
    return at, cosine


def largest(cosines: npt.NDArray[np.floating[Any]], count: int) -> Floats:
    """The largest values of each row, largest first; -1 where there are fewer.

    >>> largest(np.array([[0.1, 0.9, 0.5]]), 2).tolist(), largest(np.array([[0.1]]), 2).tolist()
    ([[0.9, 0.5]], [[0.1, -1.0]])
    """
    if cosines.shape[1] < count:
        cosines = np.pad(cosines, ((0, 0), (0, count)), constant_values=-1)
    top = np.partition(cosines, -count, axis=1)[:, -count:]
    return np.asarray(np.sort(top, axis=1)[:, ::-1], dtype=np.float64)

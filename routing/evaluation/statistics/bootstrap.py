"""Bootstrap over the counts of a confusion matrix, and the figures computed from counts.

Drawing n tickets with replacement and counting them gives a multinomial draw of the cells, so
drawing the cells at once is the same bootstrap, exact, and quick for any number of tickets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from routing.evaluation.confusion import Confusion
from routing.evaluation.statistics.intervals import LEVEL, Interval

Floats = npt.NDArray[np.float64]
RESAMPLES: Final = 1000
LEAST_RESAMPLES: Final = 200
CELL_BUDGET: Final = 4_000_000  # resamples times cells: keeps 150 categories under half a second
IMAGINED: Final = 2


@dataclass(frozen=True, slots=True, eq=False)
class Margins:
    """What the averaged figures depend on; arrays may have leading axes for resamples.

    correct, support, predicted: tickets per label, as in `Confusion`.
    """

    correct: Floats
    support: Floats
    predicted: Floats

    @classmethod
    def of(cls, confusion: Confusion) -> Margins:
        """The margins of a confusion matrix."""
        counts = confusion.correct, confusion.support, confusion.predicted
        return cls(*(np.asarray(c, dtype=np.float64) for c in counts))

    def f1(self) -> Floats:
        """F1 per label, 0 where the label neither occurs nor is predicted."""
        return _divide(2 * self.correct, self.support + self.predicted)

    def macro_f1(self) -> Floats:
        """Mean F1 of the labels that have tickets; one that is only predicted is none of them."""
        seen = self.support > 0
        return _divide((self.f1() * seen).sum(axis=-1), seen.sum(axis=-1))

    def weighted_f1(self) -> Floats:
        """Mean F1, weighted by the tickets of each actual category."""
        return _divide((self.f1() * self.support).sum(axis=-1), self.support.sum(axis=-1))

    def kappa(self) -> Floats:
        """Cohen's kappa; NaN where both sides hold one and the same label only."""
        n = self.support.sum(axis=-1)
        by_chance = (self.support * self.predicted).sum(axis=-1)
        hits = self.correct.sum(axis=-1) * n
        return _divide(hits - by_chance, n * n - by_chance, otherwise=np.nan)


def resample(confusion: Confusion, seed: int = 0) -> Margins:
    """Margins of many sets of tickets drawn with replacement from the measured ones.

    A set without two wrong answers (or without two right ones) would come out the same in every
    draw, and claim a certainty that ten tickets do not give. The missing ones are imagined, spread
    over the categories as their tickets are.
    """
    rows, columns, weights = _cells(confusion)
    size = len(confusion.labels)
    draws_wanted = int(np.clip(CELL_BUDGET // len(rows), LEAST_RESAMPLES, RESAMPLES))
    shares = weights / weights.sum()
    draws = np.random.default_rng(seed).multinomial(confusion.n, shares, size=draws_wanted)
    same = rows == columns
    return Margins(
        correct=_sums(draws[:, same], rows[same], size),
        support=_sums(draws, rows, size),
        predicted=_sums(draws, columns, size + 1)[:, :size],
    )


def percentile_interval(figure: float, values: Floats, *, least: float = 0.0) -> Interval | None:
    """The middle 95 % of the resampled values; None where none of them is defined.

    least: the lowest value that the figure can have; the highest is 1.

    Resampling can shift an average, because a rare category is missing from many draws; then the
    figure itself would stand at the edge of these values or outside. So the interval also holds
    them moved back by that shift: the figure is inside, or at 1 where nothing was wrong.
    """
    known = values[~np.isnan(values)]
    if not known.size:
        return None
    low, high = np.quantile(known, [0.5 - LEVEL / 2, 0.5 + LEVEL / 2])
    shift = figure - float(known.mean())
    low, high = max(least, low + min(0.0, shift)), min(1.0, high + max(0.0, shift))
    return Interval(float(low), float(high), f"bootstrap, {values.size:,} resamples")


def _cells(confusion: Confusion) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Floats]:
    """Cells that hold tickets, with the imagined ones; column `size` stands for anything else."""
    size, support = len(confusion.labels), confusion.support
    rows, columns = np.nonzero(confusion.matrix)
    weights = confusion.matrix[rows, columns].astype(np.float64)
    right = int(confusion.correct.sum())
    for missing, column in (
        (IMAGINED - right, np.arange(size)),
        (IMAGINED - (confusion.n - right), np.full(size, size)),
    ):
        if missing > 0:
            rows = np.concatenate([rows, np.arange(size)])
            columns = np.concatenate([columns, column])
            weights = np.concatenate([weights, missing * support / confusion.n])
    return rows, columns, weights


def _sums(draws: npt.NDArray[np.int64], at: npt.NDArray[np.int64], size: int) -> Floats:
    """Sum the columns of `draws` that belong to the same position."""
    total = np.zeros((draws.shape[0], size))
    if at.size:
        order = np.argsort(at, kind="stable")
        places, starts = np.unique(at[order], return_index=True)
        total[:, places] = np.add.reduceat(draws[:, order], starts, axis=1)
    return total


def _divide(above: Floats, below: Floats, otherwise: float = 0.0) -> Floats:
    above, below = np.broadcast_arrays(above, below)
    result = np.full(below.shape, otherwise)
    np.divide(above, below, out=result, where=below != 0)
    return result

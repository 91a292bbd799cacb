"""The confusion matrix: which category was taken for which, and how often."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from routing.errors import EvaluationError
from routing.taxonomy import UNKNOWN

Counts = npt.NDArray[np.int64]
MAX_CATEGORIES: Final = 2000


@dataclass(frozen=True, slots=True, eq=False)
class Confusion:
    """Tickets by actual category (rows) and predicted category (columns).

    labels: every category that occurs on either side, by name, `Unknown` last.
    matrix: number of tickets, `matrix[actual, predicted]`.
    """

    labels: tuple[str, ...]
    matrix: Counts

    @property
    def n(self) -> int:
        """Tickets counted."""
        return int(self.matrix.sum())

    @property
    def correct(self) -> Counts:
        """Per label: tickets of that category that were predicted as such."""
        return self.matrix.diagonal()

    @property
    def support(self) -> Counts:
        """Per label: tickets whose actual category it is."""
        return np.asarray(self.matrix.sum(axis=1))

    @property
    def predicted(self) -> Counts:
        """Per label: tickets for which it was predicted."""
        return np.asarray(self.matrix.sum(axis=0))

    def shares(self) -> npt.NDArray[np.float64]:
        """The matrix as shares of each actual category; a category without tickets is all 0."""
        return np.asarray(self.matrix / np.maximum(self.support, 1)[:, None])

    def ordered(self, labels: Sequence[str]) -> Confusion:
        """The same counts with the labels in another order."""
        at = {label: i for i, label in enumerate(self.labels)}
        order = [at[label] for label in labels]
        return Confusion(tuple(labels), self.matrix[np.ix_(order, order)])


def confusion(actual: Sequence[str], predicted: Sequence[str]) -> Confusion:
    """Count actual against predicted categories.

    >>> confusion(["a", "b", "b"], ["a", "Unknown", "b"]).matrix.tolist()
    [[1, 0, 0], [0, 1, 1], [0, 0, 0]]
    """
    if len(actual) != len(predicted):
        raise EvaluationError(
            f"There are {len(actual)} actual categories but {len(predicted)} predicted ones."
        )
    labels = labels_of(actual, predicted)
    _check_size(labels)
    rows, columns = codes(actual, labels), codes(predicted, labels)
    counts = np.bincount(rows * len(labels) + columns, minlength=len(labels) ** 2)
    return Confusion(labels, counts.reshape(len(labels), len(labels)).astype(np.int64))


def from_counts(rows: Iterable[tuple[str, str, int]]) -> Confusion:
    """The matrix from actual category, predicted category and number of tickets, already summed.

    >>> from_counts([("a", "a", 3), ("b", "a", 1)]).matrix.tolist()
    [[3, 0], [1, 0]]
    """
    cells = list(rows)
    labels = labels_of([actual for actual, _, _ in cells], [predicted for _, predicted, _ in cells])
    _check_size(labels)
    at = {label: i for i, label in enumerate(labels)}
    matrix = np.zeros((len(labels), len(labels)), dtype=np.int64)
    for actual, predicted, count in cells:
        matrix[at[actual], at[predicted]] += count
    return Confusion(labels, matrix)


def labels_of(*sides: Sequence[str]) -> tuple[str, ...]:
    """All categories that occur, sorted by name, `Unknown` last.

    >>> labels_of(["b", "Unknown"], ["a"])
    ('a', 'b', 'Unknown')
    """
    found = set[str]().union(*sides)
    return tuple(sorted(found, key=lambda label: (label == UNKNOWN, label)))


def codes(values: Sequence[str], labels: Sequence[str]) -> Counts:
    """Each value as the position of its label, so that numpy can count them."""
    at = {label: i for i, label in enumerate(labels)}
    return np.fromiter((at[value] for value in values), dtype=np.int64, count=len(values))


def _check_size(labels: Sequence[str]) -> None:
    if len(labels) > MAX_CATEGORIES:
        raise EvaluationError(
            f"{len(labels):,} different categories are too many to compare (at most "
            f"{MAX_CATEGORIES:,}); is the column of categories the right one?"
        )


def shares_of_rows(counts: Sequence[Sequence[int]]) -> list[list[float]]:
    """Each count as a share of its row, 0 in an empty one.

    >>> shares_of_rows([[1, 3], [0, 0]])
    [[0.25, 0.75], [0.0, 0.0]]
    """
    return [[n / max(1, sum(row)) for n in row] for row in counts]


def shares_of_largest(counts: Sequence[Sequence[int]]) -> list[list[float]]:
    """Each count beside the largest of them all.

    >>> shares_of_largest([[1, 4], [0, 2]])
    [[0.25, 1.0], [0.0, 0.5]]
    """
    largest = max((n for row in counts for n in row), default=0) or 1
    return [[n / largest for n in row] for row in counts]

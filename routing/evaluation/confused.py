"""The confusion matrix made readable: what is taken for what, in words and side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.evaluation.confusion import Confusion
from routing.taxonomy import UNKNOWN

MIN_TO_CLUSTER: Final = 3
MAX_ROWS: Final = 30


@dataclass(frozen=True, slots=True)
class Mistake:
    """How often one category was taken for another.

    count: tickets of `actual` that were predicted as `predicted`.
    support: all tickets of `actual`.
    """

    actual: str
    predicted: str
    count: int
    support: int

    @property
    def sentence(self) -> str:
        """The mistake as a person would say it.

        >>> Mistake("Billing", "Account Management", 14, 210).sentence
        'Billing taken for Account Management: 14 of 210'
        >>> Mistake("Billing", "Unknown", 3, 210).sentence
        'Billing not recognised: 3 of 210'
        """
        what = "not recognised" if self.predicted == UNKNOWN else f"taken for {self.predicted}"
        return f"{self.actual} {what}: {self.count:,} of {self.support:,}"


def top_mistakes(confusion: Confusion, limit: int = 10) -> tuple[Mistake, ...]:
    """The commonest mistakes, most tickets first, then by share of the category, then by name."""
    wrong = confusion.matrix.copy()
    np.fill_diagonal(wrong, 0)
    labels, support = confusion.labels, confusion.support
    found = [
        Mistake(labels[i], labels[j], int(wrong[i, j]), int(support[i]))
        for i, j in np.argwhere(wrong).tolist()
    ]
    found.sort(key=lambda m: (-m.count, -m.count / m.support, m.actual, m.predicted))
    return tuple(found[:limit])


def side_by_side(confusion: Confusion) -> Confusion:
    """The same counts, ordered so that categories taken for one another stand together.

    Categories are clustered by how large a share of the two is confused, and the leaves of that
    tree are put in the order with the shortest way along them. `Unknown` stays last.
    """
    known = [i for i, label in enumerate(confusion.labels) if label != UNKNOWN]
    order = [known[i] for i in _leaf_order(confusion.matrix[np.ix_(known, known)])]
    rest = [label for label in confusion.labels if label == UNKNOWN]
    return confusion.ordered([*(confusion.labels[i] for i in order), *rest])


def readable(confusion: Confusion) -> Confusion:
    """The matrix with confusions side by side; of very many categories the most mistaken."""
    if len(confusion.labels) > MAX_ROWS:
        wrong = confusion.support + confusion.predicted - 2 * confusion.correct
        worst = sorted(range(len(wrong)), key=lambda i: -wrong[i])[:MAX_ROWS]
        confusion = confusion.ordered([confusion.labels[i] for i in worst])
    return side_by_side(confusion)


def _leaf_order(matrix: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> list[int]:
    if len(matrix) < MIN_TO_CLUSTER:
        return list(range(len(matrix)))
    from scipy.cluster.hierarchy import leaves_list, linkage  # noqa: PLC0415 - slow to import

    wrong = matrix + matrix.T
    tickets = np.add.outer(matrix.sum(axis=1), matrix.sum(axis=1))
    closeness = wrong / np.maximum(tickets, 1)
    distance = 1 - closeness[np.triu_indices(len(matrix), k=1)]
    tree = linkage(distance, method="average", optimal_ordering=True)
    return [int(i) for i in leaves_list(tree)]

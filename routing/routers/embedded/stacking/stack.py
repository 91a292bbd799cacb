"""Words and meaning made into one answer, by as much as there were labels to learn it from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.routers.embedded.stacking.evidence import Evidence
from routing.routers.embedded.stacking.log_linear import fit_weights, logs, pooled
from routing.routers.embedded.stacking.reranker import Reranker

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MIN_LABELS: Final = 100
MIN_LABELS_TO_RERANK: Final = 500
MIN_PER_CATEGORY_TO_RERANK: Final = 15


def reranks(labels: int, categories: int) -> bool:
    """Whether so many labels are enough to learn from neighbours and pairs, too.

    >>> reranks(1_200, 77), reranks(1_000, 100), reranks(100, 2)
    (True, False, False)
    """
    return labels >= max(MIN_LABELS_TO_RERANK, MIN_PER_CATEGORY_TO_RERANK * categories)


@dataclass(frozen=True, slots=True)
class Stack:
    """Combines what the members say.

    weights: of words and meaning. reranker: decides among the five likeliest, None with few labels.
    """

    weights: Floats
    reranker: Reranker | None = None

    @classmethod
    def fit(cls, evidence: Evidence, labels: NDArray[np.intp]) -> Stack | None:
        """Learn from evidence on tickets that the members never saw; None with too few."""
        if len(labels) < MIN_LABELS:
            return None
        weights = fit_weights([logs(evidence.by_words), logs(evidence.by_meaning)], labels)
        if evidence.shortlist is None:
            return cls(weights)
        return cls(weights, Reranker.fit(evidence.shortlist, labels))

    def probabilities(self, evidence: Evidence) -> Floats:
        """One row per ticket, one column per category, each row summing to 1."""
        mixed = pooled([logs(evidence.by_words), logs(evidence.by_meaning)], self.weights)
        if self.reranker is None or evidence.shortlist is None:
            return mixed
        listed = evidence.shortlist.categories
        mass = np.take_along_axis(mixed, listed, axis=1).sum(axis=1, keepdims=True)
        shares = self.reranker.probabilities(evidence.shortlist)
        np.put_along_axis(mixed, listed, mass * shares, axis=1)
        return mixed

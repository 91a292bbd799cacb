"""The last word on a shortlist: half a weighted mix of opinions, half boosted trees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from routing.routers.embedded.stacking import boosting
from routing.routers.embedded.stacking.log_linear import fit_weights, pooled
from routing.routers.embedded.stacking.shortlist import OPINIONS, Shortlist
from routing.routers.embedded.stacking.trees import Trees

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reranker:
    """How likely each category of a shortlist is the right one, if one of them is.

    weights: of the four opinions. trees: over pairs of ticket and category.
    """

    weights: Floats
    trees: Trees

    @classmethod
    def fit(cls, shortlist: Shortlist, labels: NDArray[np.intp]) -> Reranker:
        """Learn from shortlists of tickets that the members never saw.

        labels: index of each ticket's category; one that its shortlist lacks teaches the trees
        alone.
        """
        place = (shortlist.categories == labels[:, None]).argmax(axis=1)
        listed = np.flatnonzero((shortlist.categories == labels[:, None]).any(axis=1))
        weights = fit_weights(_opinions(shortlist.only(listed)), place[listed])
        return cls(weights, boosting.grow(shortlist, labels))

    def probabilities(self, shortlist: Shortlist) -> Floats:
        """One row per ticket, one column per place on its shortlist; a row sums to 1."""
        mixed = pooled(_opinions(shortlist), self.weights)
        scores = self.trees.scores(shortlist.pairs()).reshape(mixed.shape)
        likely = 1 / (1 + np.exp(-scores))
        boosted = likely / likely.sum(axis=1, keepdims=True)
        return np.asarray((mixed + boosted) / 2, dtype=np.float32)


def _opinions(shortlist: Shortlist) -> list[Floats]:
    return [shortlist.evidence[:, :, column] for column in range(OPINIONS)]

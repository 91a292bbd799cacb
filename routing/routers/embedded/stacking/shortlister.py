"""Draws up shortlists: asks the labelled tickets near a ticket, by words and by meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from routing.routers.embedded.exact import in_steps
from routing.routers.embedded.nearest_neighbours import Neighbours
from routing.routers.embedded.stacking.shortlist import Shortlist
from routing.routers.embedded.stacking.votes import Electorate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WORD_POWER: Final = 1
MEANING_POWER: Final = 8


class Shortlister:
    """Knows the labelled tickets by their words and by their embeddings.

    words: one sparse row per ticket. vectors: from `exact.embed`. labels: their categories.
    """

    def __init__(
        self, words: Any, vectors: Floats, labels: NDArray[np.intp], categories: int
    ) -> None:
        self._by_words = Electorate(words.T.tocsr(), labels, categories, power=WORD_POWER)
        self._by_meaning = Electorate(vectors.T, labels, categories, power=MEANING_POWER)
        self._centres = _centres(vectors, labels, categories)

    def shortlist(
        self, words: Any, vectors: Floats, by_words: Floats, by_meaning: Floats
    ) -> tuple[Shortlist, Neighbours]:
        """The shortlists of some tickets, and their nearest labelled tickets by meaning.

        words, vectors: of the tickets. by_words, by_meaning: how likely each category is by them.
        """
        votes = self._by_meaning.vote(vectors)
        shortlist = Shortlist.of(
            by_words, by_meaning, self._by_words.vote(words), votes, vectors @ self._centres.T
        )
        return shortlist, votes.neighbours


def _centres(vectors: Floats, labels: NDArray[np.intp], categories: int) -> Floats:
    """The mean vector of each category's tickets, of length 1; zeros where it has none."""
    sums = np.zeros((categories, vectors.shape[1]), dtype=np.float64)
    np.add.at(sums, labels, vectors)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return in_steps((sums / np.maximum(lengths, 1e-9)).astype(np.float32))

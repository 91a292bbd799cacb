"""What the models read of tickets: words and embeddings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from routing.routers.embedded.stacking.word_stack import WordEvidence


@dataclass(frozen=True, slots=True)
class Features:
    """Some tickets as a model reads them; made by `Ensemble.features`.

    tfidf: their words, one sparse row each; None when nothing was learned from words.
    by_words: what those words say, one row of probabilities each; None likewise.
    vectors: their embeddings (from `exact.embed`); None when they were not asked for or
        there is no model for it.
    by_neighbours: what words and the labelled tickets nearest by words say; None where the router
        did not learn to weigh them.
    """

    texts: Sequence[str]
    tfidf: Any
    by_words: NDArray[np.float32] | None
    vectors: NDArray[np.float32] | None = None
    by_neighbours: WordEvidence | None = None

    def only(self, rows: NDArray[np.intp]) -> Features:
        """The tickets of those rows, which are in order and named once each."""
        if len(rows) == len(self.texts):
            return self
        return Features(
            [self.texts[i] for i in rows.tolist()],
            None if self.tfidf is None else self.tfidf[rows],
            None if self.by_words is None else self.by_words[rows],
            None if self.vectors is None else self.vectors[rows],
            None if self.by_neighbours is None else self.by_neighbours.only(rows),
        )

    def with_vectors(self, vectors: NDArray[np.float32]) -> Features:
        """The same tickets with their embeddings."""
        return replace(self, vectors=vectors)

    def with_words(self, by_words: NDArray[np.float32]) -> Features:
        """The same tickets with something else in place of what their words say."""
        return replace(self, by_words=by_words)

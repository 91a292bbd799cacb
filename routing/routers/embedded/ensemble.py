"""Words, embeddings and descriptions, whose probabilities are averaged (soft voting)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.routers.embedded.features import Features
from routing.routers.embedded.lexical import LexicalClassifier
from routing.routers.embedded.logistic_regression import LogisticRegression
from routing.routers.embedded.nearest_neighbours import nearest
from routing.routers.embedded.prediction import Prediction
from routing.routers.embedded.zero_shot import ZeroShot

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.examples import Examples

WORDS_BASE: Final = 0.75
WORDS_SLOPE: Final = 0.2


class Ensemble:
    """All that was learned from a taxonomy and labelled tickets.

    zero_shot: what the descriptions say. lexical: what words say, None without labelled tickets.
    semantic: what embeddings say; vectors: those of the labelled tickets. None without an embedder.
    per_category: how many labelled tickets there were per category, on average.
    """

    def __init__(
        self,
        zero_shot: ZeroShot,
        lexical: LexicalClassifier | None = None,
        semantic: LogisticRegression | None = None,
        vectors: NDArray[np.float32] | None = None,
        *,
        per_category: float = 0.0,
    ) -> None:
        self.zero_shot = zero_shot
        self.lexical = lexical
        self.semantic = semantic
        self.vectors = vectors
        self.per_category = per_category
        self._descriptions_weight = np.float32(descriptions_weight(per_category))
        self._words_weight = np.float32(words_weight(per_category))

    @classmethod
    def fit(
        cls,
        examples: Examples,
        vectors: NDArray[np.float32] | None,
        zero_shot: ZeroShot,
        categories: int,
    ) -> Ensemble:
        """Learn from labelled tickets, even none.

        vectors: their embeddings (from `exact.embed`), None without an embedder.
        categories: how many the taxonomy has.
        """
        if not len(examples):
            return cls(zero_shot)
        labels = examples.labels
        return cls(
            zero_shot,
            LexicalClassifier.fit(examples.texts, labels, categories),
            None if vectors is None else LogisticRegression.fit(vectors, labels, categories),
            vectors,
            per_category=len(examples) / max(categories, 1),
        )

    def features(self, texts: Sequence[str]) -> Features:
        """The texts with their words and what those say, not yet embedded."""
        if self.lexical is None:
            return Features(texts, None, None)
        tfidf = self.lexical.features(texts)
        return Features(texts, tfidf, self.lexical.probabilities(tfidf))

    def predict(self, features: Features) -> Prediction:
        """What all members that the features allow make of them, averaged."""
        described = self.zero_shot.predict(features)
        if self.lexical is None or features.by_words is None:
            if described is None:
                raise ValueError("without labelled tickets the features need their vectors")
            return described
        if self.semantic is None or self.vectors is None or features.vectors is None:
            neighbours = self.lexical.nearest(features.tfidf)
            # Cosines of words are lower than those of embeddings: bring them to one scale.
            nearness = WORDS_BASE + WORDS_SLOPE * neighbours.cosines.mean(axis=1)
            mixed = self._with_descriptions(features.by_words, described)
            return Prediction.from_labels(mixed, nearness, neighbours)
        weight = self._words_weight
        by_vectors = self.semantic.probabilities(features.vectors)
        both = weight * features.by_words + (1 - weight) * by_vectors
        neighbours = nearest(features.vectors, self.vectors.T)
        nearness = neighbours.cosines.mean(axis=1)
        return Prediction.from_labels(
            self._with_descriptions(both, described), nearness, neighbours
        )

    def _with_descriptions(
        self, learned: NDArray[np.float32], described: Prediction | None
    ) -> NDArray[np.float32]:
        if described is None:
            return learned
        weight = self._descriptions_weight
        return (1 - weight) * learned + weight * described.probabilities


def descriptions_weight(per_category: float) -> float:
    """How much the descriptions count beside labelled tickets: half at first, then fading.

    >>> [round(descriptions_weight(n), 2) for n in (1, 8, 64)]
    [0.43, 0.21, 0.04]
    """
    return 3 / (6 + per_category)


def words_weight(per_category: float) -> float:
    """How much words count beside embeddings: they need more tickets to learn from.

    >>> [round(words_weight(n), 2) for n in (0, 8, 64)]
    [0.25, 0.33, 0.45]
    """
    return 0.5 * (8 + per_category) / (16 + per_category)

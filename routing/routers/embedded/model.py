"""What was learned from a taxonomy and labelled tickets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from routing.routers.embedded.description_words import DescriptionWords
from routing.routers.embedded.lexical import Lexical
from routing.routers.embedded.logistic import Logistic
from routing.routers.embedded.neighbours import nearest
from routing.routers.embedded.opinion import Opinion
from routing.routers.embedded.zero_shot import ZeroShot

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.embedder import Embeds
    from routing.routers.embedded.examples import Examples
    from routing.taxonomy import Taxonomy

WORDS_BASE: Final = 0.75
WORDS_SLOPE: Final = 0.2


@dataclass(frozen=True, slots=True)
class View:
    """Some tickets as the model sees them.

    features: their words, from `Model.features`; None when nothing was learned from words.
    vectors: their embeddings; None when they were not asked for or there is no model for it.
    """

    texts: Sequence[str]
    features: Any
    vectors: NDArray[np.float32] | None = None


class Model:
    """Words, embeddings and descriptions, whose probabilities are averaged.

    examples: what to learn from; may be empty.
    vectors: their embeddings, None without an embedder.
    """

    def __init__(
        self,
        taxonomy: Taxonomy,
        examples: Examples,
        vectors: NDArray[np.float32] | None,
        embedder: Embeds | None,
    ) -> None:
        self._zero_shot = ZeroShot(taxonomy, embedder) if embedder else None
        self._words = None if embedder else DescriptionWords(taxonomy)
        self._vectors = vectors
        self._semantic: Logistic | None = None
        self.lexical: Lexical | None = None
        categories = len(taxonomy.names)
        if len(examples):
            self.lexical = Lexical(examples.texts, examples.labels, categories)
            if vectors is not None:
                self._semantic = Logistic(vectors, examples.labels, categories)
        per_category = len(examples) / max(categories, 1)
        self._described_share = descriptions_share(per_category)
        self._words_share = words_share(per_category)

    def features(self, texts: Sequence[str]) -> Any:
        """The words of the texts, one sparse row each; None when nothing was learned from them."""
        return self.lexical.features(texts) if self.lexical else None

    def opinion(self, view: View) -> Opinion:
        """What all members that the view allows make of it, averaged."""
        described = self._describe(view)
        if self.lexical is None:
            if described is None:
                raise ValueError("without labelled tickets a view needs its vectors")
            return described
        words = self.lexical.probabilities(view.features)
        if self._semantic is None or self._vectors is None or view.vectors is None:
            neighbours = nearest(view.features, self.lexical.matrix)
            # Cosines of words are lower than those of embeddings: bring them to one scale.
            nearness = WORDS_BASE + WORDS_SLOPE * neighbours.cosines.mean(axis=1)
            return Opinion.learned(self._mixed(words, described), nearness, neighbours)
        share = np.float32(self._words_share)
        both = share * words + (1 - share) * self._semantic.probabilities(view.vectors)
        neighbours = nearest(view.vectors, self._vectors)
        nearness = neighbours.cosines.mean(axis=1)
        return Opinion.learned(self._mixed(both, described), nearness, neighbours)

    def _describe(self, view: View) -> Opinion | None:
        if self._words is not None:
            return self._words.opinion(view.texts)
        if self._zero_shot is None or view.vectors is None:
            return None
        return self._zero_shot.opinion(view.vectors)

    def _mixed(
        self, learned: NDArray[np.float32], described: Opinion | None
    ) -> NDArray[np.float32]:
        if described is None:
            return learned
        share = np.float32(self._described_share)
        return (1 - share) * learned + share * described.probabilities


def descriptions_share(per_category: float) -> float:
    """How much the descriptions count beside labelled tickets: half at first, then fading.

    >>> [round(descriptions_share(n), 2) for n in (1, 8, 64)]
    [0.43, 0.21, 0.04]
    """
    return 3 / (6 + per_category)


def words_share(per_category: float) -> float:
    """How much words count beside embeddings: they need more tickets to learn from.

    >>> [round(words_share(n), 2) for n in (0, 8, 64)]
    [0.25, 0.33, 0.45]
    """
    return 0.5 * (8 + per_category) / (16 + per_category)

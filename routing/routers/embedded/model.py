"""What was learned from a taxonomy and labelled tickets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from routing.routers.embedded.description_words import DescriptionWords
from routing.routers.embedded.lexical import Lexical
from routing.routers.embedded.logistic import Logistic
from routing.routers.embedded.neighbours import nearest
from routing.routers.embedded.opinion import Opinion
from routing.routers.embedded.view import View
from routing.routers.embedded.zero_shot import ZeroShot

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.embedder import Embeds
    from routing.routers.embedded.examples import Examples
    from routing.taxonomy import Taxonomy

WORDS_BASE: Final = 0.75
WORDS_SLOPE: Final = 0.2


class Descriptions(Protocol):
    """What the taxonomy's words say of tickets."""

    def opinion(self, view: View) -> Opinion | None:
        """None when the view lacks what is needed."""
        ...


def descriptions_of(taxonomy: Taxonomy, embedder: Embeds | None) -> Descriptions:
    """By embeddings where there is an embedder, by shared words where there is none."""
    return ZeroShot(taxonomy, embedder) if embedder else DescriptionWords(taxonomy)


class Model:
    """Words, embeddings and descriptions, whose probabilities are averaged.

    examples: what to learn from; may be empty.
    vectors: their embeddings, None without an embedder.
    categories: how many the taxonomy has.
    """

    def __init__(
        self,
        examples: Examples,
        vectors: NDArray[np.float32] | None,
        descriptions: Descriptions,
        categories: int,
    ) -> None:
        self._descriptions = descriptions
        self._vectors = vectors
        self._semantic: Logistic | None = None
        self.lexical: Lexical | None = None
        if len(examples):
            self.lexical = Lexical(examples.texts, examples.labels, categories)
            if vectors is not None:
                self._semantic = Logistic(vectors, examples.labels, categories)
        per_category = len(examples) / max(categories, 1)
        self._described_share = np.float32(descriptions_share(per_category))
        self._words_share = np.float32(words_share(per_category))

    def view(self, texts: Sequence[str]) -> View:
        """The texts with their words and what those say, not yet embedded."""
        if self.lexical is None:
            return View(texts, None, None)
        features = self.lexical.features(texts)
        return View(texts, features, self.lexical.probabilities(features))

    def opinion(self, view: View) -> Opinion:
        """What all members that the view allows make of it, averaged."""
        described = self._descriptions.opinion(view)
        if self.lexical is None or view.words is None:
            if described is None:
                raise ValueError("without labelled tickets a view needs its vectors")
            return described
        if self._semantic is None or self._vectors is None or view.vectors is None:
            neighbours = self.lexical.nearest(view.features)
            # Cosines of words are lower than those of embeddings: bring them to one scale.
            nearness = WORDS_BASE + WORDS_SLOPE * neighbours.cosines.mean(axis=1)
            return Opinion.learned(self._mixed(view.words, described), nearness, neighbours)
        share = self._words_share
        both = share * view.words + (1 - share) * self._semantic.probabilities(view.vectors)
        neighbours = nearest(view.vectors, self._vectors)
        nearness = neighbours.cosines.mean(axis=1)
        return Opinion.learned(self._mixed(both, described), nearness, neighbours)

    def _mixed(
        self, learned: NDArray[np.float32], described: Opinion | None
    ) -> NDArray[np.float32]:
        if described is None:
            return learned
        share = self._described_share
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

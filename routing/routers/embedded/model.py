"""What was learned from a taxonomy and labelled tickets, and what it answers: probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from routing.routers.embedded.description_words import DescriptionWords
from routing.routers.embedded.lexical import Lexical
from routing.routers.embedded.logistic import Logistic
from routing.routers.embedded.zero_shot import ZeroShot

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.embedder import Embeds
    from routing.routers.embedded.examples import Examples
    from routing.taxonomy import Taxonomy

DESCRIPTIONS_WORTH: Final = 4.0
"""How many labelled tickets per category weigh as much as the descriptions do."""


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
    """Up to three members, whose probabilities are averaged.

    The descriptions (zero-shot) count for much while labels are few, and fade as they grow;
    words and embeddings share the rest equally.

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
        self.categories = len(taxonomy.names)
        self.lexical: Lexical | None = None
        self._semantic: Logistic | None = None
        if len(examples):
            self.lexical = Lexical(examples.texts, examples.labels, self.categories)
            if vectors is not None:
                self._semantic = Logistic(vectors, examples.labels, self.categories)
        self._zero_shot = ZeroShot(taxonomy, embedder) if embedder and self.categories else None
        self._words = DescriptionWords(taxonomy) if self.categories and not embedder else None
        per_category = len(examples) / max(self.categories, 1)
        self._share = DESCRIPTIONS_WORTH / (DESCRIPTIONS_WORTH + per_category)

    def features(self, texts: Sequence[str]) -> Any:
        """The words of the texts, one sparse row each; None when nothing was learned from them."""
        return self.lexical.features(texts) if self.lexical else None

    def probabilities(self, view: View) -> NDArray[np.float32]:
        """One row per ticket, one column per category, from all members the view allows."""
        learned = self._learned(view)
        described = self._described(view)
        if learned is None:
            return described if described is not None else self._nothing(view)
        if described is None:
            return learned
        return (1 - self._share) * learned + self._share * described

    def _learned(self, view: View) -> NDArray[np.float32] | None:
        if self.lexical is None:
            return None
        words = self.lexical.probabilities(view.features)
        if self._semantic is None or view.vectors is None:
            return words
        return (words + self._semantic.probabilities(view.vectors)) * np.float32(0.5)

    def _described(self, view: View) -> NDArray[np.float32] | None:
        if self._words is not None:
            return self._words.probabilities(view.texts)
        if self._zero_shot is None or view.vectors is None:
            return None
        return self._zero_shot.probabilities(view.vectors)

    def _nothing(self, view: View) -> NDArray[np.float32]:
        return np.zeros((len(view.texts), self.categories), dtype=np.float32)

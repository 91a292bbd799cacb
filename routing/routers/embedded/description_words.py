"""Routing without labels and without the embedding model: words shared with the descriptions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from routing.routers.embedded.lexical import TfIdf
from routing.routers.embedded.zero_shot import TEMPERATURE, phrases_of, softmax
from routing.taxonomy import Taxonomy

if TYPE_CHECKING:
    from numpy.typing import NDArray


class DescriptionWords:
    """TF-IDF of every category's name, description and examples."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._tfidf = TfIdf([" ".join(phrases_of(c)) for c in taxonomy.categories], most=50_000)

    def probabilities(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Scores that sum to 1 per ticket, all alike where no word is shared."""
        cosines = (self._tfidf.features(texts) @ self._tfidf.matrix.T).toarray()
        return softmax(np.asarray(cosines, dtype=np.float32) / TEMPERATURE)

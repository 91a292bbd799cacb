"""Routing without labels and without the embedding model: words shared with the descriptions."""

from __future__ import annotations

import numpy as np

from routing.routers.embedded.lexical import TfIdf
from routing.routers.embedded.opinion import Opinion
from routing.routers.embedded.scores import softmax
from routing.routers.embedded.view import View
from routing.routers.embedded.zero_shot import TEMPERATURE, phrases_of
from routing.taxonomy import Taxonomy


class DescriptionWords:
    """TF-IDF of every category's name, description and examples."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._tfidf = TfIdf([" ".join(phrases_of(c)) for c in taxonomy.categories], most=50_000)

    def opinion(self, view: View) -> Opinion:
        """What shared words say; all categories are alike where there are none."""
        cosines = (self._tfidf.features(view.texts) @ self._tfidf.matrix.T).toarray()
        return Opinion.described(softmax(cosines / np.float32(TEMPERATURE)), cosines.max(axis=1))

"""The labelled tickets nearest to any text: what a person would look up before deciding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

READ: Final = 2_000
MAX_WORDS: Final = 100_000
ALIKE: Final = 0.05


class Precedents:
    """Texts that can be asked for those nearest to another one, by the words they share (TF-IDF).

    >>> known = Precedents(["refund my invoice", "parcel is late", "late parcel again"])
    >>> [row for row, _ in known.nearest("the parcel was late", 2)]
    [1, 2]
    """

    def __init__(self, texts: Sequence[str]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 (slow import)

        self._vectorizer = TfidfVectorizer(
            sublinear_tf=True, max_features=MAX_WORDS, dtype=np.float32
        )
        try:
            self._known = self._vectorizer.fit_transform([text[:READ] for text in texts])
        except ValueError:  # not one word in it
            self._known = None

    def nearest(self, text: str, most: int) -> list[tuple[int, float]]:
        """Rows of the nearest texts with their cosines, the nearest first."""
        if self._known is None:
            return []
        asked = self._vectorizer.transform([text[:READ]])
        cosines = (self._known @ asked.T).toarray().ravel()
        rows = np.argsort(-cosines, kind="stable")[:most]
        return [(int(row), float(cosines[row])) for row in rows if cosines[row] >= ALIKE]

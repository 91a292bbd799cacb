"""The cheap half of the router: which words and word pieces stand in a ticket."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from routing.routers.embedded.language import is_small_word
from routing.routers.embedded.logistic import Logistic
from routing.routers.embedded.neighbours import Neighbours, nearest

if TYPE_CHECKING:
    from numpy.typing import NDArray

READ: Final = 4_000
MOST_WEIGHTS: Final = 4_000_000
MANY: Final = 1_000
WORDS_NAMED: Final = 3


class TfIdf:
    """Words, word pairs and pieces of words of a text, as one sparse row of length 1.

    Pieces of words (2 to 4 letters) forgive typos and inflection.
    most: how many words and how many pieces are kept at most, the frequent ones first.
    """

    def __init__(self, texts: Sequence[str], most: int) -> None:
        # Rare features cost memory and say little once there are many tickets.
        rare = 2 if len(texts) >= MANY else 1
        limits = {"min_df": rare, "max_features": most}
        words = {"ngram_range": (1, 2), **limits}
        pieces = {"analyzer": "char_wb", "ngram_range": (2, 4), **limits}
        self._vectorizers = [_fitted(texts, words), _fitted(texts, pieces)]
        self._width = sum(len(vectorizer.vocabulary_) for vectorizer in self._vectorizers)
        self.matrix = self.features(texts)

    @property
    def words(self) -> list[str]:
        """The known words and word pairs; they are the first columns of `features`."""
        return list(self._vectorizers[0].get_feature_names_out())

    def features(self, texts: Sequence[str]) -> Any:
        """One sparse row per text, of length 1, or empty when nothing in it is known."""
        from scipy.sparse import csr_array, hstack  # noqa: PLC0415 (comes with scikit-learn)
        from sklearn.preprocessing import normalize  # noqa: PLC0415 (takes 1-2 s to import)

        if not texts:
            return csr_array((0, self._width), dtype=np.float32)
        shortened = [text[:READ] for text in texts]
        parts = [vectorizer.transform(shortened) for vectorizer in self._vectorizers]
        return normalize(hstack(parts, format="csr"), copy=False)


def _fitted(texts: Sequence[str], options: dict[str, Any]) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 (see above)

    vectorizer = TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **options)
    try:
        return vectorizer.fit([text[:READ] for text in texts])
    except ValueError:  # not one feature is frequent enough
        return TfidfVectorizer(dtype=np.float32, vocabulary=["?"]).fit(["?"])


class Lexical:
    """TF-IDF into logistic regression."""

    def __init__(self, texts: Sequence[str], labels: NDArray[np.intp], categories: int) -> None:
        self._tfidf = TfIdf(texts, most=MOST_WEIGHTS // (2 * max(categories, 1)))
        self._logistic = Logistic(self._tfidf.matrix, labels, categories)
        self._words = self._tfidf.words
        self._known = self._words_of(self._tfidf.matrix)

    def features(self, texts: Sequence[str]) -> Any:
        """One sparse row per text."""
        return self._tfidf.features(texts)

    def probabilities(self, features: Any) -> NDArray[np.float32]:
        """One row per ticket, one column per category."""
        return self._logistic.probabilities(features)

    def nearest(self, features: Any) -> Neighbours:
        """The labelled tickets whose words are most alike; pieces of words are left aside."""
        return nearest(self._words_of(features), self._known)

    def words(self, features: Any, i: int, category: int) -> tuple[str, ...]:
        """The words of the i-th ticket that speak most for a category, strongest first."""
        here = slice(features.indptr[i], features.indptr[i + 1])
        columns, values = features.indices[here], features.data[here]
        known = columns < len(self._words)
        columns = columns[known]
        force = values[known] * self._logistic.force(columns, category)
        strongest = np.argsort(-force, kind="stable")
        return telling(self._words[columns[j]] for j in strongest if force[j] > 0)

    def _words_of(self, features: Any) -> Any:
        from sklearn.preprocessing import normalize  # noqa: PLC0415 (slow to import)

        words = features[:, : len(self._words)]
        return normalize(words) if words.shape[0] else words


def telling(words: Iterable[str], most: int = WORDS_NAMED) -> tuple[str, ...]:
    """The first of these words that say something, and something new."""
    kept: list[str] = []
    for word in words:
        if len(kept) == most:
            break
        if all(is_small_word(part) for part in word.split()):
            continue
        # "invoice" beside "wrong invoice" tells nothing new.
        if not any(word in other or other in word for other in kept):
            kept.append(word)
    return tuple(kept)

"""The cheap half of the router: which words and word pieces stand in a ticket."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from routing.routers.embedded.language import is_small_word
from routing.routers.embedded.logistic_regression import LogisticRegression
from routing.routers.embedded.nearest_neighbours import Neighbours, nearest
from routing.routers.embedded.tfidf import TfIdf

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_WEIGHTS: Final = 4_000_000
WORDS_NAMED: Final = 3


class LexicalClassifier:
    """TF-IDF into logistic regression, and the labelled tickets by their words.

    known: the words of the labelled tickets, one sparse row each.
    """

    def __init__(self, tfidf: TfIdf, regression: LogisticRegression, known: Any) -> None:
        self.tfidf = tfidf
        self.regression = regression
        self.known = known
        # By word, so that a ticket is compared with those only that share a word with it.
        self._tickets_by_word = known.T.tocsr()

    @classmethod
    def fit(
        cls, texts: Sequence[str], labels: NDArray[np.intp], categories: int
    ) -> LexicalClassifier:
        """Learn from labelled texts."""
        tfidf = TfIdf.fit(texts, MAX_WEIGHTS // (2 * max(categories, 1)))
        features = tfidf.features(texts)
        regression = LogisticRegression.fit(features, labels, categories)
        return cls(tfidf, regression, tfidf.words_only(features))

    def features(self, texts: Sequence[str]) -> Any:
        """One sparse row per text."""
        return self.tfidf.features(texts)

    def probabilities(self, features: Any) -> NDArray[np.float32]:
        """One row per ticket, one column per category."""
        return self.regression.probabilities(features)

    def nearest(self, features: Any) -> Neighbours:
        """The labelled tickets whose words are most alike; pieces of words are left aside."""
        return nearest(self.tfidf.words_only(features), self._tickets_by_word)

    def words(self, features: Any, i: int, category: int) -> tuple[str, ...]:
        """The words of the i-th ticket that speak most for a category, strongest first."""
        here = slice(features.indptr[i], features.indptr[i + 1])
        columns, values = features.indices[here], features.data[here]
        terms = self.tfidf.words.terms
        known = columns < len(terms)
        columns = columns[known]
        weights = values[known] * self.regression.contributions(columns, category)
        strongest = np.argsort(-weights, kind="stable")
        return informative(terms[columns[j]] for j in strongest if weights[j] > 0)


def informative(words: Iterable[str], count: int = WORDS_NAMED) -> tuple[str, ...]:
    """The first of these words that say something, and something new."""
    kept: list[str] = []
    for word in words:
        if len(kept) == count:
            break
        if all(is_small_word(part) for part in word.split()):
            continue
        # "invoice" beside "wrong invoice" tells nothing new.
        if not any(word in other or other in word for other in kept):
            kept.append(word)
    return tuple(kept)

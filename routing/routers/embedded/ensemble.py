"""Words, embeddings and descriptions: learned side by side, combined into one answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.routers.embedded.features import Features
from routing.routers.embedded.lexical import LexicalClassifier
from routing.routers.embedded.logistic_regression import LogisticRegression
from routing.routers.embedded.nearest_neighbours import Neighbours, nearest
from routing.routers.embedded.prediction import Prediction, margins
from routing.routers.embedded.stacking.evidence import Evidence
from routing.routers.embedded.stacking.shortlister import WORD_POWER, Shortlister
from routing.routers.embedded.stacking.stack import Stack
from routing.routers.embedded.stacking.votes import Electorate
from routing.routers.embedded.stacking.word_stack import WordEvidence, WordStack
from routing.routers.embedded.unlabelled import pseudo_labels
from routing.routers.embedded.unlabelled.pool import Pool
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
    labels: the categories of the labelled tickets.
    stack: how words and meaning are combined, None where there were too few labels to learn it:
        then they are averaged.
    word_stack: how words are weighed with the nearest labelled tickets, of a router that is to be
        fast; None of others.
    pseudo_labels: what embeddings say with the help of unlabelled tickets, None without them.
    """

    def __init__(
        self,
        zero_shot: ZeroShot,
        lexical: LexicalClassifier | None = None,
        semantic: LogisticRegression | None = None,
        vectors: NDArray[np.float32] | None = None,
        labels: NDArray[np.intp] | None = None,
        *,
        categories: int = 0,
        stack: Stack | None = None,
        word_stack: WordStack | None = None,
        pseudo_labels: LogisticRegression | None = None,
    ) -> None:
        self.zero_shot = zero_shot
        self.lexical = lexical
        self.semantic = semantic
        self.vectors = vectors
        self.labels = np.zeros(0, dtype=np.intp) if labels is None else labels
        self.categories = categories
        self.stack = stack
        self.word_stack = word_stack
        self.pseudo_labels = pseudo_labels
        per_category = len(self.labels) / max(categories, 1)
        self._descriptions_weight = np.float32(descriptions_weight(per_category))
        self._words_weight = np.float32(words_weight(per_category))
        self._shortlister: Shortlister | None = None
        self._voters: Electorate | None = None

    @classmethod
    def fit(
        cls,
        examples: Examples,
        vectors: NDArray[np.float32] | None,
        zero_shot: ZeroShot,
        categories: int,
        pool: Pool | None = None,
    ) -> Ensemble:
        """Learn from labelled tickets, even none; the stack is learned from others.

        vectors: their embeddings (from `exact.embed`), None without an embedder.
        categories: how many the taxonomy has.
        pool: unlabelled tickets that are to help, because labels are few.
        """
        if not len(examples):
            return cls(zero_shot, categories=categories)
        labels = examples.labels
        lexical = LexicalClassifier.fit(examples.texts, labels, categories)
        made = cls.of(zero_shot, lexical, vectors, labels, categories=categories)
        if pool is not None and vectors is not None:
            guesses = made.predict(made.features(pool.texts).with_vectors(pool.vectors))
            made.pseudo_labels = pseudo_labels.learn(
                vectors, labels, pool.vectors, guesses.probabilities
            )
        return made

    @classmethod
    def of(
        cls,
        zero_shot: ZeroShot,
        lexical: LexicalClassifier,
        vectors: NDArray[np.float32] | None,
        labels: NDArray[np.intp],
        *,
        categories: int,
    ) -> Ensemble:
        """Learn from the embeddings of labelled tickets whose words were learned from before."""
        regression = None
        if vectors is not None:
            regression = LogisticRegression.fit(vectors, labels, categories)
        return cls(zero_shot, lexical, regression, vectors, labels, categories=categories)

    def stacked(self, stack: Stack | None, word_stack: WordStack | None = None) -> Ensemble:
        """The same members, combined by what was learned of them."""
        return Ensemble(
            self.zero_shot, self.lexical, self.semantic, self.vectors, self.labels,
            categories=self.categories, stack=stack, word_stack=word_stack,
            pseudo_labels=self.pseudo_labels,
        )  # fmt: skip

    def without_members(self) -> Ensemble:
        """The same, which can only combine what its members said before; it is far smaller."""
        return Ensemble(self.zero_shot, labels=self.labels, categories=self.categories)

    def features(self, texts: Sequence[str]) -> Features:
        """The texts with their words and what those say, not yet embedded."""
        if self.lexical is None:
            return Features(texts, None, None)
        tfidf = self.lexical.features(texts)
        found = Features(texts, tfidf, self.lexical.probabilities(tfidf))
        if self.word_stack is None:
            return found
        return replace(found, by_neighbours=self.word_evidence(found))

    def leads(self, features: Features) -> NDArray[np.float32] | None:
        """How far the likeliest category of each ticket leads without embedding it.

        None where nothing was learned from words.
        """
        if self.word_stack is not None and features.by_neighbours is not None:
            return margins(self.word_stack.probabilities(features.by_neighbours))
        return None if features.by_words is None else margins(features.by_words)

    def word_evidence(self, features: Features) -> WordEvidence | None:
        """What words and the labelled tickets nearest by words say; None where there are none."""
        if self.lexical is None or features.by_words is None:
            return None
        if self._voters is None:
            known = self.lexical.known.T.tocsr()
            self._voters = Electorate(known, self.labels, self.categories, power=WORD_POWER)
        votes = self._voters.vote(self.lexical.tfidf.words_only(features.tfidf))
        return WordEvidence(features.by_words, votes)

    def predict(self, features: Features) -> Prediction:
        """What all members that the features allow make of them together."""
        if self.lexical is None or features.by_words is None:
            described = self.zero_shot.predict(features)
            if described is None:
                raise ValueError("without labelled tickets the features need their vectors")
            return described
        reranks = self.stack is not None and self.stack.reranker is not None
        evidence = self.evidence(features, with_shortlist=reranks)
        return self.predict_cheaply(features) if evidence is None else self.combined(evidence)

    def evidence(self, features: Features, *, with_shortlist: bool) -> Evidence | None:
        """What each member says; None where there is no embedding or nothing to compare it with."""
        vectors, by_words = features.vectors, features.by_words
        described = self.zero_shot.predict(features)
        if vectors is None or self.semantic is None or self.vectors is None:
            return None
        if self.lexical is None or by_words is None or described is None:
            return None
        by_meaning = self.semantic.probabilities(vectors)
        pseudo = self.pseudo_labels.probabilities(vectors) if self.pseudo_labels else None
        if not with_shortlist:
            near = nearest(vectors, self.vectors.T)
            return Evidence(by_words, by_meaning, described.probabilities, near, pseudo)
        if self._shortlister is None:
            self._shortlister = Shortlister(
                self.lexical.known, self.vectors, self.labels, self.categories
            )
        words = self.lexical.tfidf.words_only(features.tfidf)
        shortlist, near = self._shortlister.shortlist(words, vectors, by_words, by_meaning)
        return Evidence(by_words, by_meaning, described.probabilities, near, pseudo, shortlist)

    def combined(self, evidence: Evidence) -> Prediction:
        """One answer from what the members say."""
        weight = self._words_weight
        averaged = weight * evidence.by_words + (1 - weight) * evidence.by_meaning
        learned = self.stack.probabilities(evidence) if self.stack else averaged
        learned = self._with_descriptions(learned, evidence.described)
        if evidence.by_pseudo_labels is not None:
            learned = np.float32(0.5) * (learned + evidence.by_pseudo_labels)
        return Prediction.from_labels(
            learned,
            evidence.neighbours.cosines.mean(axis=1),
            evidence.neighbours,
            self._with_descriptions(averaged, evidence.described),
        )

    def predict_cheaply(self, features: Features) -> Prediction:
        """What all members but the embeddings make of them."""
        if self.lexical is None or features.by_words is None:
            return self.predict(features)
        if features.by_neighbours is not None:
            return self.predict_by_neighbours(features.by_neighbours)
        neighbours = self.lexical.nearest(features.tfidf)
        described = self.zero_shot.predict(features)
        learned = features.by_words
        if described is not None:
            learned = self._with_descriptions(learned, described.probabilities)
        return Prediction.from_labels(learned, _nearness(neighbours), neighbours)

    def predict_by_neighbours(self, evidence: WordEvidence) -> Prediction:
        """What words and the labelled tickets nearest by words make of them."""
        if self.word_stack is None:
            raise ValueError("this router did not learn to weigh words with neighbours")
        neighbours = evidence.votes.neighbours
        learned = self.word_stack.probabilities(evidence)
        return Prediction.from_labels(learned, _nearness(neighbours), neighbours)

    def _with_descriptions(
        self, learned: NDArray[np.float32], described: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        weight = self._descriptions_weight
        return (1 - weight) * learned + weight * described


def _nearness(neighbours: Neighbours) -> NDArray[np.float32]:
    """Cosines of words are lower than those of embeddings; this brings them to one scale."""
    return np.asarray(WORDS_BASE + WORDS_SLOPE * neighbours.cosines.mean(axis=1))


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

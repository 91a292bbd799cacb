"""What is learned for tickets that are not English: the same labels, read by the second encoder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.routers.embedded import exact
from routing.routers.embedded.ensemble import Ensemble
from routing.routers.embedded.examples import Examples, sample
from routing.routers.embedded.features import Features
from routing.routers.embedded.learning_progress import READING_ALL
from routing.routers.embedded.lexical import LexicalClassifier
from routing.routers.embedded.prediction import Prediction
from routing.routers.embedded.tuning import Tuning, choose
from routing.routers.embedded.zero_shot import ByEmbeddings
from routing.taxonomy import Taxonomy

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.learning_progress import Learning
    from routing.routers.embedded.multilingual.encoder import Multilingual

MAX_LABELS: Final = 3_000
HELD_OUT: Final = 5  # every fifth label tunes what the others taught
FROM_DESCRIPTIONS: Final = Tuning(max_out_of_scope=1.0)
"""Without labels nothing tells how near a stranger is to the descriptions."""


@dataclass(frozen=True, slots=True)
class MultilingualModel:
    """Answers tickets by the second encoder, whatever their language and that of the labels.

    ensemble: what was learned; its words are those of the whole model. rows: the places of its
    labelled tickets among all. encoder, languages: the second encoder's fingerprint, and what it
    knows.
    """

    ensemble: Ensemble
    rows: NDArray[np.intp]
    tuning: Tuning
    encoder: str
    languages: frozenset[str]

    def predict(self, features: Features, *, words_count: NDArray[np.bool_]) -> Prediction:
        """Calibrated answers for tickets with their vectors by the second encoder.

        words_count: which of them are in a language that enough labelled tickets are in, so that
        their words say something, too.
        """
        found = answered(self.ensemble, features, words_count)
        return found.with_temperature(self.tuning.full_temperature).among_all(self.rows)


@dataclass(frozen=True, slots=True)
class MultilingualLabels:
    """A sample of the labelled tickets as the second encoder reads them, to learn from.

    descriptions: what the taxonomy says, read by it. rows: the sample's places among `examples`;
    vectors: theirs. any_foreign: whether some labelled ticket is not English.
    """

    encoder: Multilingual
    descriptions: ByEmbeddings
    examples: Examples
    categories: int
    rows: NDArray[np.intp]
    vectors: NDArray[np.float32]
    any_foreign: bool

    @classmethod
    def read(
        cls, taxonomy: Taxonomy, examples: Examples, encoder: Multilingual, progress: Learning
    ) -> MultilingualLabels:
        """Read the taxonomy and a sample of the labelled tickets, even none."""
        rows = sample(examples.labels, MAX_LABELS)
        return cls(
            encoder,
            ByEmbeddings.fit(taxonomy, encoder),
            examples,
            len(taxonomy.names),
            rows,
            exact.embed(encoder, examples.only(rows).texts, partial(progress, READING_ALL)),
            any(map(encoder.is_for, examples.texts)),
        )

    def learn(
        self, allowed: NDArray[np.intp], lexical: LexicalClassifier | None
    ) -> MultilingualModel:
        """Learn from those of the sample that may be learned from.

        allowed: places among the examples, in order. lexical: what words say, learned from them.
        """
        own = np.flatnonzero(np.isin(self.rows, allowed))
        places = np.searchsorted(allowed, self.rows[own])
        if lexical is None or not own.size:
            ensemble, tuning = self._descriptions(), FROM_DESCRIPTIONS
        else:
            ensemble, tuning = self._learned(own, lexical), self._tuned(own, lexical)
        return MultilingualModel(
            ensemble, places, tuning, self.encoder.fingerprint, self.encoder.languages
        )

    def _descriptions(self) -> Ensemble:
        return Ensemble(self.descriptions, categories=self.categories)

    def _learned(self, own: NDArray[np.intp], lexical: LexicalClassifier) -> Ensemble:
        labels = self.examples.labels[self.rows[own]]
        return Ensemble.of(
            self.descriptions, lexical, self.vectors[own], labels, categories=self.categories
        )

    def _tuned(self, own: NDArray[np.intp], lexical: LexicalClassifier) -> Tuning:
        """How sure is sure, by every fifth ticket asked of what the others taught."""
        asked = np.arange(len(own)) % HELD_OUT == 0
        labels = self.examples.labels[self.rows[own]]
        if not asked.any() or asked.all():
            return Tuning()
        texts = self.examples.only(self.rows[own[asked]]).texts
        features = Features(texts, None, None, self.vectors[own[asked]])
        no_words = np.zeros(len(texts), dtype=bool)
        held = answered(self._learned(own[~asked], lexical), features, no_words)
        return choose(held, held, labels[asked])


def answered(ensemble: Ensemble, features: Features, words_count: NDArray[np.bool_]) -> Prediction:
    """What an ensemble makes of tickets whose words count only for some."""
    if ensemble.semantic is None or features.vectors is None:
        return ensemble.predict(features)
    by_words = ensemble.semantic.probabilities(features.vectors)
    if features.by_words is not None:
        by_words = np.where(words_count[:, None], features.by_words, by_words)
    evidence = ensemble.evidence(features.with_words(by_words), with_shortlist=False)
    if evidence is None:
        raise ValueError("tickets of other languages need their vectors")
    return ensemble.combined(evidence)

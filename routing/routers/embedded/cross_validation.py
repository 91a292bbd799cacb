"""Learning from labelled tickets in folds, so that each is also judged by what never saw it.

There is one way to learn: the model that answers new tickets learns from all labels and is tuned
on the folds' predictions; those of each fold also vouch for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.evaluation.folds import assign_folds, group_near_duplicates
from routing.language import trusted_languages
from routing.routers.embedded import exact
from routing.routers.embedded.doubtful_labels import doubtful_labels
from routing.routers.embedded.ensemble import Ensemble
from routing.routers.embedded.examples import Examples, TextOf, learnable
from routing.routers.embedded.fold_models import FoldModels, HeldOut
from routing.routers.embedded.learning_progress import (
    DUPLICATES,
    LEARNING,
    READING,
    READING_MORE,
    Learning,
    no_progress,
)
from routing.routers.embedded.multilingual.learning import MultilingualLabels, MultilingualModel
from routing.routers.embedded.prediction import Prediction
from routing.routers.embedded.stacking.stack import reranks
from routing.routers.embedded.trained_model import TrainedModel, fingerprint_of
from routing.routers.embedded.tuning import (
    CAREFUL,
    FROM_DESCRIBED_WORDS,
    FROM_DESCRIPTIONS,
    MIN_LABELS,
    Pace,
    Tuning,
)
from routing.routers.embedded.unlabelled.pool import texts_of
from routing.routers.embedded.unlabelled.pseudo_labels import are_few
from routing.routers.embedded.unlabelled.surroundings import Surroundings, learn_around
from routing.routers.embedded.warnings import NO_MODEL, about_doubtful, about_history
from routing.routers.embedded.zero_shot import ZeroShot
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.embedder import Embeds
    from routing.routers.embedded.multilingual.encoder import Multilingual

FOLDS: Final = 5


@dataclass(frozen=True)
class CrossValidation:
    """What was learned, fold by fold, and what each model says of the fold it never saw.

    fold_of_ticket: the fold of each labelled ticket by its key, near-duplicates in one.
    fold_of_example: that of each example.
    vectors: their embeddings, None without an embedder.
    pace: what accuracy may be lost to be fast.
    around: what unlabelled tickets add to the few labels there are.
    second: the encoder for other languages, None where there is none. progress: called when it
        reads.
    scored: whether the examples themselves are predicted, by whole models; else the model of each
        fold is kept without its members, which take most of the memory.
    folds: the model of the other folds for each, and what it says of this one.
    """

    taxonomy: Taxonomy
    examples: Examples
    vectors: NDArray[np.float32] | None
    zero_shot: ZeroShot
    embedder: Embeds | None
    fold_of_ticket: Mapping[int, int]
    fold_of_example: NDArray[np.intp]
    around: Surroundings
    pace: Pace
    second: Multilingual | None
    progress: Learning
    scored: bool
    folds: FoldModels
    warnings: tuple[str, ...]

    def trained(self) -> TrainedModel:
        """The model of all labels but the doubtful ones, tuned on the predictions of all folds."""
        doubtful = self.doubtful()
        rows = np.setdiff1d(np.arange(len(self.examples)), doubtful)
        model = self.folds.stacked(self._fit(rows), self.folds.held_out)
        warnings = (*self.warnings, *about_doubtful(len(doubtful)))
        second = self._multilingual.learn(rows, model.lexical) if self._multilingual else None
        return self._trained(rows, model, range(len(self.folds.held_out)), warnings, second)

    def trained_without(self, fold: int) -> TrainedModel:
        """The model that never saw a fold, tuned on the predictions of the others."""
        others = [each for each in range(len(self.folds.held_out)) if each != fold]
        rows, model, second = self._outside(fold), self.folds.stacked_models[fold], None
        # It is asked about labelled tickets only.
        if self._multilingual and self._multilingual.any_foreign:
            second = self._multilingual.learn(rows, model.lexical)
        return self._trained(rows, model, others, self.warnings, second)

    def predictions(self) -> Prediction:
        """For every example, in order, that of the model that never saw it.

        Neighbours are places among all examples.
        """
        parts = []
        for fold, held in enumerate(self.folds.held_out):
            if held.rows.size:
                parts.append((held.rows, self.folds.full[fold].among_all(self._outside(fold))))
        return Prediction.merged(parts)

    def doubtful(self) -> NDArray[np.intp]:
        """The examples whose label is so likely wrong that nothing is learned from them."""
        if not self.folds.held_out:
            return np.zeros(0, dtype=np.intp)
        return doubtful_labels(self.predictions().probabilities, self.examples.labels)

    def learn_fold(self, fold: int) -> None:
        """Learn from the other folds, and hear what the model says of this one."""
        model = self._fit(self._outside(fold))
        rows = np.flatnonzero(self.fold_of_example == fold)
        words = model.features(self.examples.only(rows).texts)
        full = words if self.vectors is None else words.with_vectors(self.vectors[rows])
        listed = reranks(len(self.examples), len(self.taxonomy.names))
        evidence = model.evidence(full, with_shortlist=listed)
        cheap = model.predict_cheaply(full if words.by_words is None else words)
        weighed = self.pace.weighs_neighbours and evidence is not None
        neighbours = model.word_evidence(words) if weighed else None
        # A copy holds none of what was made to ask it.
        kept = model.stacked(None) if self.scored else model.without_members()
        self.folds.add(kept, HeldOut(rows, cheap, evidence, neighbours))

    @cached_property
    def _multilingual(self) -> MultilingualLabels | None:
        """The examples as the second encoder reads them, None where there is none.

        Read when all else is learned: its network and what regressions need meanwhile are the two
        largest things in memory.
        """
        if self.second is None or not self.taxonomy.names:
            return None
        return MultilingualLabels.read(self.taxonomy, self.examples, self.second, self.progress)

    def _untuned(self) -> Tuning:
        return FROM_DESCRIPTIONS if self.vectors is not None else FROM_DESCRIBED_WORDS

    def _outside(self, fold: int) -> NDArray[np.intp]:
        return np.flatnonzero(self.fold_of_example != fold)

    def _fit(self, rows: NDArray[np.intp]) -> Ensemble:
        vectors = None if self.vectors is None else self.vectors[rows]
        categories = len(self.taxonomy.names)
        return Ensemble.fit(
            self.examples.only(rows), vectors, self.zero_shot, categories, self.around.pool
        )

    def _trained(
        self,
        rows: NDArray[np.intp],
        model: Ensemble,
        folds: Iterable[int],
        warnings: tuple[str, ...],
        multilingual: MultilingualModel | None,
    ) -> TrainedModel:
        examples = self.examples.only(rows)
        tuning = self.folds.tuned(folds) if len(rows) else self._untuned()
        return TrainedModel(
            taxonomy=self.taxonomy,
            ensemble=model,
            tuning=tuning,
            ticket_ids=tuple(ticket.id for ticket in examples.tickets),
            languages=trusted_languages(examples.texts),
            embedder=self.embedder.fingerprint if self.embedder else None,
            fingerprint=fingerprint_of(
                self.taxonomy,
                examples,
                self.embedder,
                f"{tuning}{model.word_stack or ''}",
                self.around.texts,
            ),
            warnings=warnings,
            multilingual=multilingual,
        )


def cross_validate(
    taxonomy: Taxonomy,
    labelled: Sequence[Ticket],
    embedder: Embeds | None,
    folds: int = FOLDS,
    *,
    scored: bool = True,
    progress: Learning = no_progress,
    text: TextOf = lambda ticket: ticket.text,
    unlabelled: Sequence[Ticket] = (),
    pace: Pace = CAREFUL,
) -> CrossValidation:
    """Learn from labelled tickets so that each can be judged by what never saw it.

    scored: whether the labelled tickets themselves are to be predicted; if not, folds are learned
        only where there are enough labels for them to tune anything.
    progress: called with the phase, how much of it is done, and of how much; may raise to cancel.
    unlabelled: tickets whose labels, if any, are not looked at; they help where labels are few.
    pace: what accuracy may be lost to be fast.

    Raises:
        RouterError: the model's files are not the ones expected.
    """
    progress(DUPLICATES, 0, len(labelled))
    groups = group_near_duplicates([text(ticket) for ticket in labelled])
    folds_in_order = assign_folds([t.category for t in labelled], groups, folds)
    keys = [ticket.key for ticket in labelled]
    fold_of_ticket = dict(zip(keys, folds_in_order.tolist(), strict=True))
    examples = learnable(taxonomy, labelled, text)
    reading = partial(progress, READING)
    few = embedder is not None and are_few(len(examples), len(taxonomy.names))
    texts = texts_of(unlabelled if few else (), text, without=examples.texts)
    around = learn_around(taxonomy, len(examples), texts, embedder, partial(progress, READING_MORE))
    found = CrossValidation(
        taxonomy,
        examples,
        # Embeddings learn nothing from labels, so all folds may share them.
        exact.embed(embedder, examples.texts, reading) if embedder else None,
        around.zero_shot,
        embedder,
        fold_of_ticket,
        np.array([fold_of_ticket[ticket.key] for ticket in examples.tickets], dtype=np.intp),
        around,
        pace,
        embedder.multilingual if embedder else None,
        progress,
        scored,
        FoldModels(examples.labels, pace),
        (
            *(() if embedder else (NO_MODEL,)),
            *about_history(taxonomy, labelled, examples),
            *around.notices,
        ),
    )
    for fold in range(folds if len(examples) >= (1 if scored else MIN_LABELS) else 0):
        progress(LEARNING, fold, folds)
        found.learn_fold(fold)
    return found

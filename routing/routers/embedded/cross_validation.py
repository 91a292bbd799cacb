"""Learning from labelled tickets in folds, so that each is also judged by what never saw it.

There is one way to learn: the model that answers new tickets learns from all labels and is tuned
on the folds' predictions; those of each fold also vouch for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.evaluation.folds import assign_folds, group_near_duplicates
from routing.language import trusted_languages
from routing.routers.embedded import exact
from routing.routers.embedded.ensemble import Ensemble
from routing.routers.embedded.examples import Examples, TextOf, learnable
from routing.routers.embedded.prediction import Prediction
from routing.routers.embedded.trained_model import TrainedModel, fingerprint_of
from routing.routers.embedded.tuning import (
    FROM_DESCRIBED_WORDS,
    FROM_DESCRIPTIONS,
    MIN_LABELS,
    Tuning,
    choose,
)
from routing.routers.embedded.warnings import NO_MODEL, about_history
from routing.routers.embedded.zero_shot import ZeroShot, zero_shot
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.embedder import Embeds

FOLDS: Final = 5
READING: Final = "Reading labelled tickets"
LEARNING: Final = "Learning, each part from the others"
Learning = Callable[[str, int, int], None]


def no_progress(_phase: str, _done: int, _total: int) -> None:
    """What hears the progress of learning when nobody else does."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Predictions for some of the examples by a model that learned from none of them.

    rows: which examples.
    cheap, full: predictions without and with embeddings.
    """

    rows: NDArray[np.intp]
    cheap: Prediction
    full: Prediction


@dataclass(frozen=True, slots=True)
class CrossValidation:
    """What was learned, fold by fold, and what each model says of the fold it never saw.

    fold_of_ticket: the fold of each labelled ticket by its key, near-duplicates in one.
    fold_of_example: that of each example.
    vectors: their embeddings, None without an embedder.
    models, held_out: by fold: the model of the other folds, and its predictions for this one.
    """

    taxonomy: Taxonomy
    examples: Examples
    vectors: NDArray[np.float32] | None
    zero_shot: ZeroShot
    embedder: Embeds | None
    fold_of_ticket: Mapping[int, int]
    fold_of_example: NDArray[np.intp]
    models: list[Ensemble]
    held_out: list[HeldOut]
    warnings: tuple[str, ...]

    def trained(self) -> TrainedModel:
        """The model of all labels, tuned on the predictions of all folds."""
        everything = np.arange(len(self.examples))
        return self._trained(everything, self._fit(everything), self.held_out)

    def trained_without(self, fold: int) -> TrainedModel:
        """The model that never saw a fold, tuned on the predictions of the others."""
        others = self.held_out[:fold] + self.held_out[fold + 1 :]
        return self._trained(self._outside(fold), self.models[fold], others)

    def predictions(self) -> Prediction:
        """For every example, in order, that of the model that never saw it.

        Neighbours are places among all examples.
        """
        parts = []
        for fold, held in enumerate(self.held_out):
            if held.rows.size:
                parts.append((held.rows, held.full.among_all(self._outside(fold))))
        return Prediction.merged(parts)

    def learn_fold(self, fold: int) -> None:
        """Learn from the other folds and predict this one."""
        model = self._fit(self._outside(fold))
        rows = np.flatnonzero(self.fold_of_example == fold)
        features = model.features(self.examples.only(rows).texts)
        vectors = None if self.vectors is None else self.vectors[rows]
        full = model.predict(features if vectors is None else features.with_vectors(vectors))
        cheap = full if features.by_words is None else model.predict(features)
        self.models.append(model)
        self.held_out.append(HeldOut(rows, cheap, full))

    def _outside(self, fold: int) -> NDArray[np.intp]:
        return np.flatnonzero(self.fold_of_example != fold)

    def _fit(self, rows: NDArray[np.intp]) -> Ensemble:
        vectors = None if self.vectors is None else self.vectors[rows]
        categories = len(self.taxonomy.names)
        return Ensemble.fit(self.examples.only(rows), vectors, self.zero_shot, categories)

    def _trained(
        self, rows: NDArray[np.intp], model: Ensemble, held_out: Sequence[HeldOut]
    ) -> TrainedModel:
        examples = self.examples.only(rows)
        tuning = _tuned(
            held_out, self.examples.labels, len(rows), with_vectors=self.vectors is not None
        )
        return TrainedModel(
            taxonomy=self.taxonomy,
            ensemble=model,
            tuning=tuning,
            ticket_ids=tuple(ticket.id for ticket in examples.tickets),
            labels=examples.labels,
            languages=trusted_languages(examples.texts),
            embedder=self.embedder.fingerprint if self.embedder else None,
            fingerprint=fingerprint_of(self.taxonomy, examples, self.embedder, repr(tuning)),
            warnings=self.warnings,
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
) -> CrossValidation:
    """Learn from labelled tickets so that each can be judged by what never saw it.

    scored: whether the labelled tickets themselves are to be predicted; if not, folds are learned
        only where there are enough labels for them to tune anything.
    progress: called with the phase, how much of it is done, and of how much; may raise to cancel.

    Raises:
        RouterError: the model's files are not the ones expected.
    """
    progress("Looking for near-duplicates", 0, len(labelled))
    groups = group_near_duplicates([text(ticket) for ticket in labelled])
    folds_in_order = assign_folds([t.category for t in labelled], groups, folds)
    keys = [ticket.key for ticket in labelled]
    fold_of_ticket = dict(zip(keys, folds_in_order.tolist(), strict=True))
    examples = learnable(taxonomy, labelled, text)
    reading = partial(progress, READING)
    found = CrossValidation(
        taxonomy,
        examples,
        # Embeddings learn nothing from labels, so all folds may share them.
        exact.embed(embedder, examples.texts, reading) if embedder else None,
        zero_shot(taxonomy, embedder),
        embedder,
        fold_of_ticket,
        np.array([fold_of_ticket[ticket.key] for ticket in examples.tickets], dtype=np.intp),
        [],
        [],
        (*(() if embedder else (NO_MODEL,)), *about_history(taxonomy, labelled, examples)),
    )
    for fold in range(folds if len(examples) >= (1 if scored else MIN_LABELS) else 0):
        progress(LEARNING, fold, folds)
        found.learn_fold(fold)
    return found


def _tuned(
    held_out: Sequence[HeldOut], labels: NDArray[np.intp], learned: int, *, with_vectors: bool
) -> Tuning:
    """Choose the tuning on all held-out predictions together.

    labels: of all examples, held out or not.
    learned: how many examples the model to be tuned learned from.
    """
    if not learned:
        return FROM_DESCRIPTIONS if with_vectors else FROM_DESCRIBED_WORDS
    parts = [part for part in held_out if part.rows.size and part.cheap.neighbours is not None]
    if not parts:
        return Tuning()
    return choose(
        Prediction.joined([part.cheap for part in parts]),
        Prediction.joined([part.full for part in parts]),
        labels[np.concatenate([part.rows for part in parts])],
    )

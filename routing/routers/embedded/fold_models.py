"""The models of all folds, and what each says of the fold it never saw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from routing.routers.embedded.ensemble import Ensemble
from routing.routers.embedded.prediction import Prediction
from routing.routers.embedded.stacking.evidence import Evidence
from routing.routers.embedded.stacking.stack import Stack
from routing.routers.embedded.stacking.word_stack import WordEvidence, WordStack
from routing.routers.embedded.tuning import Pace, Tuning, choose

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What a model says of the examples of a fold, none of which it learned from.

    rows: which examples.
    cheap: its prediction by words alone. evidence: what its members say of them once they are
        embedded; None without an embedder, or without anything to compare embeddings with.
    words: what words and the labelled tickets nearest by words say, where those are to be weighed.
    """

    rows: NDArray[np.intp]
    cheap: Prediction
    evidence: Evidence | None
    words: WordEvidence | None


@dataclass(frozen=True)
class FoldModels:
    """Filled fold by fold, then asked.

    labels: the categories of all examples. pace: what accuracy may be lost to be fast.
    models: by fold, that of the other folds. held_out: what it says of its own.
    """

    labels: NDArray[np.intp]
    pace: Pace
    models: list[Ensemble] = field(default_factory=list)
    held_out: list[HeldOut] = field(default_factory=list)

    def add(self, model: Ensemble, held_out: HeldOut) -> None:
        """Take in the next fold."""
        self.models.append(model)
        self.held_out.append(held_out)

    @cached_property
    def stacked_models(self) -> list[Ensemble]:
        """By fold, the model with stacks that learned from the other folds only."""
        return [
            self.stacked(model, self.held_out[:fold] + self.held_out[fold + 1 :])
            for fold, model in enumerate(self.models)
        ]

    @cached_property
    def full(self) -> list[Prediction]:
        """By fold, what its model with such a stack says of it."""
        return [
            held.cheap if held.evidence is None else model.combined(held.evidence)
            for model, held in zip(self.stacked_models, self.held_out, strict=True)
        ]

    @cached_property
    def _cheap(self) -> list[Prediction]:
        """By fold, what its model says of it without embeddings."""
        return [
            held.cheap if held.words is None or model.word_stack is None
            else model.predict_by_neighbours(held.words)
            for model, held in zip(self.stacked_models, self.held_out, strict=True)
        ]  # fmt: skip

    def stacked(self, model: Ensemble, held_out: Sequence[HeldOut]) -> Ensemble:
        """The model with stacks that learned from what was held out."""
        known = [held for held in held_out if held.rows.size]
        evidence = [held.evidence for held in known if held.evidence is not None]
        words = [held.words for held in known if held.words is not None]
        if not evidence:
            return model.stacked(None)
        labels = self.labels[np.concatenate([held.rows for held in known])]
        word_stack = WordStack.fit(WordEvidence.joined(words), labels) if words else None
        return model.stacked(Stack.fit(Evidence.joined(evidence), labels), word_stack)

    def tuned(self, folds: Iterable[int]) -> Tuning:
        """Choose the tuning on what was held out in some folds."""
        parts = [
            (self.held_out[fold].rows, self._cheap[fold], self.full[fold])
            for fold in folds
            if self.held_out[fold].rows.size and self.held_out[fold].cheap.neighbours is not None
        ]
        if not parts:
            return Tuning()
        return choose(
            Prediction.joined([cheap for _, cheap, _ in parts]),
            Prediction.joined([full for _, _, full in parts]),
            self.labels[np.concatenate([rows for rows, _, _ in parts])],
            self.pace,
        )

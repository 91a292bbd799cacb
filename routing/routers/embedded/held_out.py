"""Opinions on labelled tickets by models that never saw them, for choosing the tuning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.evaluation.folds import assign_folds, group_near_duplicates
from routing.routers.embedded.model import Descriptions, Model
from routing.routers.embedded.opinion import Opinion
from routing.routers.embedded.tuning import (
    FEWEST,
    FROM_DESCRIBED_WORDS,
    FROM_DESCRIPTIONS,
    Tuning,
    choose,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from routing.routers.embedded.examples import Examples

FOLDS: Final = 4
ENOUGH: Final = 2_000


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Opinions on some of the examples by a model that learned from none of them.

    rows: which examples.
    cheap, full: opinions without and with embeddings.
    """

    rows: NDArray[np.intp]
    cheap: Opinion
    full: Opinion


def hold_out(
    model: Model, examples: Examples, vectors: NDArray[np.float32] | None, rows: NDArray[np.intp]
) -> HeldOut:
    """Ask a model about examples it never saw."""
    texts = examples.only(rows).texts
    view = model.view(texts)
    full = model.opinion(view if vectors is None else view.embedded(vectors[rows]))
    return HeldOut(rows, full if view.words is None else model.opinion(view), full)


def tune(
    examples: Examples,
    vectors: NDArray[np.float32] | None,
    descriptions: Descriptions,
    categories: int,
) -> Tuning:
    """Choose the tuning for a model of all examples, by models of three quarters of them.

    Many examples are held out once, few are held out in turns.
    """
    parts: list[HeldOut] = []
    if len(examples) >= FEWEST:
        groups = group_near_duplicates(examples.texts)
        fold = assign_folds([str(label) for label in examples.labels], groups, FOLDS)
        for turn in range(1 if len(examples) > ENOUGH else FOLDS):
            rows = np.flatnonzero(fold != turn)
            own = None if vectors is None else vectors[rows]
            model = Model(examples.only(rows), own, descriptions, categories)
            parts.append(hold_out(model, examples, vectors, np.flatnonzero(fold == turn)))
    return tuning_from(parts, examples.labels, len(examples), with_vectors=vectors is not None)


def tuning_from(
    parts: Sequence[HeldOut], labels: NDArray[np.intp], learned: int, *, with_vectors: bool
) -> Tuning:
    """Choose the tuning on all held-out opinions together.

    labels: of all examples, held out or not.
    learned: how many examples the model to be tuned learned from.
    """
    if not learned:
        return FROM_DESCRIPTIONS if with_vectors else FROM_DESCRIBED_WORDS
    parts = [part for part in parts if part.rows.size and part.cheap.neighbours is not None]
    if not parts:
        return Tuning()
    return choose(
        Opinion.joined([part.cheap for part in parts]),
        Opinion.joined([part.full for part in parts]),
        labels[np.concatenate([part.rows for part in parts])],
    )

"""Each fold is judged by a model that never saw it, and what they say tunes the model of all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from routing.routers.embedded.cross_validation import FOLDS, cross_validate
from routing.routers.embedded.tuning import Tuning
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

Desk = Callable[[int], list[Ticket]]
WordEmbedder = Any  # the fake of conftest.py, which no test can import


def test_every_example_is_held_out_once(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    found = cross_validate(taxonomy, make_desk(30), embedder)
    rows = np.concatenate([held.rows for held in found.folds.held_out])
    assert sorted(rows.tolist()) == list(range(len(found.examples)))
    assert len(found.folds.models) == FOLDS
    for held, full in zip(found.folds.held_out, found.folds.full, strict=True):
        assert len(full.probabilities) == len(held.rows)


def test_what_is_tuned_on_some_folds_does_not_look_at_the_others(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    found = cross_validate(taxonomy, make_desk(30), embedder)
    assert found.folds.tuned(range(FOLDS)).calibrated
    assert found.folds.tuned([]) == Tuning()


def test_without_an_embedder_the_words_are_all_there_is(taxonomy: Taxonomy, make_desk: Desk):
    folds = cross_validate(taxonomy, make_desk(30), None).folds
    for held, full in zip(folds.held_out, folds.full, strict=True):
        assert np.array_equal(full.probabilities, held.cheap.probabilities)

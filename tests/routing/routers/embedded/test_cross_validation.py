"""Every example is predicted by a model that never saw it, and all of them tune the last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from routing.routers.embedded.cross_validation import FOLDS, cross_validate
from routing.routers.embedded.tuning import FROM_DESCRIBED_WORDS, FROM_DESCRIPTIONS, Tuning
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

Desk = Callable[[int], list[Ticket]]
WordEmbedder = Any  # the fake of conftest.py, which no test can import


def test_predictions_stand_in_the_order_of_the_examples(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    found = cross_validate(taxonomy, make_desk(30), embedder)
    predicted = found.predictions()
    assert (predicted.probabilities.argmax(axis=1) == found.examples.labels).mean() > 0.9
    assert predicted.neighbours is not None
    own = np.arange(len(found.examples))[:, None]
    assert not (predicted.neighbours.rows == own).any()
    folds = found.fold_of_example
    assert (folds[predicted.neighbours.rows] != folds[:, None]).all()


def test_near_duplicates_share_a_fold(taxonomy: Taxonomy, make_desk: Desk):
    tickets = make_desk(10)
    copies = [replace(t, key=t.key + 100, body=t.body.upper()) for t in tickets]
    fold_of = cross_validate(taxonomy, [*tickets, *copies], None).fold_of_ticket
    assert all(fold_of[t.key] == fold_of[t.key + 100] for t in tickets)


def test_the_model_of_all_labels_knows_all_tickets_and_is_tuned(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    tickets = make_desk(30)
    found = cross_validate(taxonomy, tickets, embedder)
    everything, without = found.trained(), found.trained_without(0)
    assert everything.ticket_ids == tuple(ticket.id for ticket in tickets)
    assert everything.tuning.calibrated
    outside = [t.id for t in tickets if found.fold_of_ticket[t.key] != 0]
    assert without.ticket_ids == tuple(outside)


def test_models_of_folds_kept_without_their_members_teach_the_same(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    whole = cross_validate(taxonomy, make_desk(30), embedder)
    light = cross_validate(taxonomy, make_desk(30), embedder, scored=False)
    assert all(model.lexical is None for model in light.folds.models)
    assert light.trained().fingerprint == whole.trained().fingerprint
    assert np.array_equal(light.predictions().probabilities, whole.predictions().probabilities)


def test_few_labels_leave_the_tuning_as_it_is_and_none_leave_it_to_the_descriptions(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    assert cross_validate(taxonomy, make_desk(3), embedder).trained().tuning == Tuning()
    assert cross_validate(taxonomy, [], embedder).trained().tuning == FROM_DESCRIPTIONS
    assert cross_validate(taxonomy, [], None).trained().tuning == FROM_DESCRIBED_WORDS


def test_progress_may_cancel(taxonomy: Taxonomy, make_desk: Desk):
    heard: list[str] = []

    def cancel(phase: str, done: int, total: int) -> None:
        heard.append(phase)
        if done == FOLDS - 1:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        cross_validate(taxonomy, make_desk(5), None, progress=cancel)
    assert len(set(heard)) == 2

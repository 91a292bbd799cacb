"""Who has a say in the average, and how much."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from routing.routers.embedded import exact
from routing.routers.embedded.ensemble import Ensemble
from routing.routers.embedded.examples import learnable
from routing.routers.embedded.zero_shot import zero_shot
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

Desk = Callable[[int], list[Ticket]]
WordEmbedder = Any  # the fake of conftest.py, which no test can import
TEXTS = ["late refund", "error crash", "parcel w3 w7", "qqq"]


def fitted(taxonomy: Taxonomy, tickets: list[Ticket], embedder: Any) -> Ensemble:
    examples = learnable(taxonomy, tickets, lambda ticket: ticket.text)
    vectors = exact.embed(embedder, examples.texts) if embedder else None
    return Ensemble.fit(examples, vectors, zero_shot(taxonomy, embedder), len(taxonomy.names))


def test_without_labels_the_descriptions_decide(taxonomy: Taxonomy, embedder: WordEmbedder):
    ensemble = fitted(taxonomy, [], embedder)
    features = ensemble.features(TEXTS).with_vectors(exact.embed(embedder, TEXTS))
    described = ensemble.zero_shot.predict(features)
    assert described is not None
    assert np.array_equal(ensemble.predict(features).probabilities, described.probabilities)
    with pytest.raises(ValueError, match="need their vectors"):
        ensemble.predict(ensemble.features(TEXTS))


def test_with_labels_every_row_is_a_probability_whatever_is_at_hand(
    taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk
):
    for model in (embedder, None):
        ensemble = fitted(taxonomy, make_desk(20), model)
        features = ensemble.features(TEXTS)
        cheap = ensemble.predict(features)
        full = ensemble.predict(features.with_vectors(exact.embed(embedder, TEXTS)))
        for found in (cheap, full):
            assert found.probabilities.sum(axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)
            assert found.neighbours is not None


def test_companions_change_not_a_bit(taxonomy: Taxonomy, embedder: WordEmbedder, make_desk: Desk):
    ensemble = fitted(taxonomy, make_desk(20), embedder)
    features = ensemble.features(TEXTS).with_vectors(exact.embed(embedder, TEXTS))
    together = ensemble.predict(features)
    for i in range(len(TEXTS)):
        alone = ensemble.predict(features.only(np.array([i])))
        assert np.array_equal(alone.probabilities[0], together.probabilities[i])
        assert alone.out_of_scope[0] == together.out_of_scope[i]

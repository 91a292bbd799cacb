"""The nearest tickets of a reference: nearest first, each text once, never the ticket itself."""

from __future__ import annotations

import numpy as np

from routing.evaluation.drift import neighbours
from routing.evaluation.drift.neighbours import Neighbours, largest, nearest_other

AXES = np.eye(4, dtype=np.float32)


def test_the_nearest_three_come_nearest_first_with_the_confidence_of_the_nearest():
    known = Neighbours.of(AXES, np.array([0.9, 0.8, 0.7, 0.1]), np.ones(4, dtype=bool))
    asked = np.array([[0.8, 0.6, 0.0, 0.0]], dtype=np.float32)
    near = known.near(asked)
    assert near.rivals.round(6).tolist() == [[0.8, 0.6, 0.0]]
    assert near.confidence.tolist() == [0.9]


def test_the_unsure_are_looked_at_apart_and_where_there_are_too_few_nothing_is_near():
    known = Neighbours.of(AXES, np.array([0.9, 0.8, 0.7, 0.1]), np.ones(4, dtype=bool))
    near = known.near(AXES[3:])
    assert near.unsure.tolist() == [[1.0, -1.0, -1.0]]
    assert known.unsure_size == 1


def test_equal_texts_are_one_point_and_count_as_many_tickets():
    first = np.array([True, True, False, False])
    known = Neighbours.of(AXES[[0, 1, 0, 0]], np.full(4, 0.5), first)
    assert (len(known.vectors), known.size) == (2, 4)


def test_the_nearest_other_one_is_never_the_ticket_itself_whatever_the_portions(monkeypatch):
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(60, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    whole = nearest_other(vectors)
    monkeypatch.setattr(neighbours, "AT_ONCE", 7)
    parts = nearest_other(vectors)
    assert np.array_equal(whole[0], parts[0])
    assert (whole[0] != np.arange(60)).all()
    assert np.allclose(whole[1], largest(vectors @ vectors.T, 2)[:, 1], atol=1e-5)

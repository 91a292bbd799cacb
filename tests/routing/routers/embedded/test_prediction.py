"""Probabilities, and how predictions for parts of the tickets become one."""

from __future__ import annotations

import numpy as np
import pytest

from routing.routers.embedded.nearest_neighbours import Neighbours
from routing.routers.embedded.prediction import Prediction, margins, softmax, with_temperature

ROWS = np.array([[0.7, 0.2, 0.1], [0.4, 0.3, 0.3]], dtype=np.float32)


def prediction(rows: np.ndarray, first: int) -> Prediction:
    near = Neighbours(np.array([[first]] * len(rows)), np.ones((len(rows), 1), dtype=np.float32))
    return Prediction.from_labels(rows, np.ones(len(rows), dtype=np.float32), near)


def test_a_temperature_changes_how_sure_not_what():
    sharp, flat = with_temperature(ROWS, 0.5), with_temperature(ROWS, 2.0)
    assert (sharp.argmax(axis=1) == flat.argmax(axis=1)).all()
    assert sharp[0, 0] > ROWS[0, 0] > flat[0, 0]
    assert np.allclose(with_temperature(ROWS, 1.0), ROWS, atol=1e-6)


def test_large_scores_do_not_overflow():
    assert softmax(np.array([[1e4, 0.0]], dtype=np.float32)).tolist() == [[1.0, 0.0]]


def test_the_margin_is_the_lead_over_the_next():
    assert margins(ROWS) == pytest.approx([0.5, 0.1])
    assert margins(ROWS[:, :1]) == pytest.approx([0.7, 0.4])


def test_a_stranger_is_far_and_torn():
    nearness, near = np.array([0.9, 0.9], np.float32), prediction(ROWS, 0).neighbours
    assert near is not None
    certain, torn = Prediction.from_labels(ROWS, nearness, near).out_of_scope
    assert torn > certain
    assert Prediction.from_descriptions(ROWS, np.array([1.2, 0.4], np.float32)).out_of_scope == (
        pytest.approx([0, 0.6])
    )


def test_parts_are_merged_in_the_order_of_their_rows():
    parts = [(np.array([1]), prediction(ROWS[1:], 5)), (np.array([0]), prediction(ROWS[:1], 4))]
    merged = Prediction.merged(parts)
    assert np.array_equal(merged.probabilities, ROWS)
    assert merged.neighbours is not None
    assert merged.neighbours.rows.tolist() == [[4], [5]]


def test_neighbours_among_some_become_places_among_all():
    among_all = prediction(ROWS, 1).among_all(np.array([10, 20]))
    assert among_all.neighbours is not None
    assert among_all.neighbours.rows.tolist() == [[20], [20]]

"""Tickets that are alike get like answers."""

from __future__ import annotations

import numpy as np
import pytest

from routing.routers.embedded.exact import in_steps
from routing.routers.embedded.unlabelled.neighbourhood import Neighbourhood
from routing.routers.embedded.unlabelled.spreading import STRENGTH, Spread, balancing_bias, spread

RANDOM = np.random.default_rng(9)
CENTRES = RANDOM.normal(size=(3, 24))


def tickets(count: int) -> tuple[np.ndarray, np.ndarray]:
    labels = np.arange(count) % 3
    rows = CENTRES[labels] + RANDOM.normal(scale=0.7, size=(count, 24))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return in_steps(rows.astype(np.float32)), labels


def noisy(labels: np.ndarray) -> np.ndarray:
    """Logits that are right a little more often than not."""
    logits = RANDOM.normal(scale=1.5, size=(len(labels), 3))
    logits[np.arange(len(labels)), labels] += 2
    return logits.astype(np.float32)


POOL, POOL_LABELS = tickets(600)
SPREAD = Spread.fit(Neighbourhood.centred(POOL), noisy(POOL_LABELS))


def test_new_tickets_are_right_more_often_with_their_neighbours():
    vectors, labels = tickets(300)
    logits = noisy(labels)
    found = SPREAD.predict(logits, vectors)
    assert found.sum(axis=1) == pytest.approx(np.ones(300), abs=1e-5)
    plain = (logits.argmax(axis=1) == labels).mean()
    assert (found.argmax(axis=1) == labels).mean() > plain + 0.1


def test_company_changes_not_a_bit():
    vectors, labels = tickets(9)
    logits = noisy(labels)
    together = SPREAD.predict(logits, vectors)
    for i in range(9):
        alone = SPREAD.predict(logits[i : i + 1], vectors[i : i + 1])
        assert np.array_equal(alone[0], together[i])


def test_fixed_tickets_keep_what_they_are():
    neighbourhood = Neighbourhood.centred(POOL)
    first = np.full((600, 3), 1 / 3, dtype=np.float32)
    fixed = np.arange(600) < 30
    first[fixed] = np.eye(3, dtype=np.float32)[POOL_LABELS[fixed]]
    found = spread(first, neighbourhood.own_edges(), STRENGTH, fixed)
    assert np.array_equal(found[fixed], first[fixed])
    assert (found.argmax(axis=1) == POOL_LABELS).mean() > 0.9


def test_the_bias_takes_from_a_category_that_draws_everything_in():
    logits = RANDOM.normal(size=(500, 3)).astype(np.float32)
    logits[:, 1] += 3
    bias = balancing_bias(logits)
    assert bias[1] < min(bias[0], bias[2])

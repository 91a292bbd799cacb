"""A few labels and what lies around them teach more than the labels alone."""

from __future__ import annotations

import numpy as np
import pytest

from routing.routers.embedded.exact import in_steps
from routing.routers.embedded.logistic_regression import LogisticRegression
from routing.routers.embedded.unlabelled.pseudo_labels import are_few, helps, learn

RANDOM = np.random.default_rng(5)
CENTRES = RANDOM.normal(size=(3, 24))


def tickets(count: int) -> tuple[np.ndarray, np.ndarray]:
    labels = np.arange(count) % 3
    rows = CENTRES[labels] + RANDOM.normal(scale=1.1, size=(count, 24))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return in_steps(rows.astype(np.float32)), labels


@pytest.mark.parametrize(("labels", "few"), [(0, True), (48, True), (49, False)])
def test_labels_are_few_up_to_sixteen_a_category(labels: int, *, few: bool):
    assert are_few(labels, 3) is few


@pytest.mark.parametrize(
    ("labels", "pool", "help_them"), [(0, 300, False), (1, 300, True), (48, 299, False)]
)
def test_a_pool_helps_only_labels_that_are_there_and_only_where_it_is_large(
    labels: int, pool: int, *, help_them: bool
):
    assert helps(labels, pool, 3) is help_them


def test_new_tickets_are_right_more_often_than_by_the_labels_alone():
    vectors, labels = tickets(6)
    pool, _ = tickets(400)
    plain = LogisticRegression.fit(vectors, labels, 3)
    helped = learn(vectors, labels, pool, plain.probabilities(pool))
    asked, right = tickets(300)
    share, before = (
        (each.probabilities(asked).argmax(axis=1) == right).mean() for each in (helped, plain)
    )
    assert share > before + 0.03


def test_a_category_that_nothing_speaks_for_stays_in_its_place():
    vectors, labels = tickets(6)
    pool, _ = tickets(60)
    guesses = np.zeros((60, 4), dtype=np.float32)
    guesses[:, :3] = LogisticRegression.fit(vectors, labels, 3).probabilities(pool)
    found = learn(vectors, labels, pool, guesses).probabilities(vectors)
    assert found.shape == (6, 4)
    assert not found[:, 3].any()

"""Which tickets to label next."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from routing.learning.active_learning import order_by_gain
from routing.learning.text_vectors import lengthened


def cloud(centre: int, size: int, seed: int) -> np.ndarray:
    """Points around one axis, as tickets of one matter lie."""
    spread = np.random.default_rng(seed).normal(0, 0.05, (size, 8))
    return lengthened((np.eye(8)[centre] + spread).astype(np.float32))


def test_the_tickets_are_of_different_matters_where_doubt_is_equal():
    vectors = np.vstack([cloud(matter, 20, matter) for matter in range(4)])
    chosen = order_by_gain(vectors, np.full(80, 0.5, dtype=np.float32), 4)
    assert sorted(row // 20 for row in chosen.tolist()) == [0, 1, 2, 3]


def test_a_sure_ticket_waits_behind_the_doubtful_ones():
    vectors = cloud(0, 100, 1)
    doubt = np.linspace(0, 1, 100, dtype=np.float32)
    assert order_by_gain(vectors, doubt, 5).min() >= 50


def test_texts_that_are_all_the_same_are_ordered_by_doubt():
    doubt = np.array([0.1, 0.9, 0.5], dtype=np.float32)
    assert order_by_gain(np.ones((3, 2), dtype=np.float32), doubt, 2).tolist() == [1, 2]


@pytest.mark.parametrize("size", [0, 1, 5])
def test_few_tickets_are_all_taken(size: int):
    doubt = np.zeros(size, dtype=np.float32)
    assert sorted(order_by_gain(cloud(0, size, 2), doubt, 9).tolist()) == list(range(size))


@settings(max_examples=25, deadline=None)
@given(some.integers(1, 60), some.integers(1, 20), some.integers(0, 5))
def test_no_ticket_comes_twice_and_as_many_as_asked_for_come(size: int, count: int, seed: int):
    random = np.random.default_rng(seed)
    # Whole numbers, so that many tickets lie on the very same point.
    vectors = lengthened(random.integers(0, 3, (size, 3)).astype(np.float32))
    chosen = order_by_gain(vectors, random.random(size, dtype=np.float32), count, seed)
    assert len(set(chosen.tolist())) == len(chosen) == min(size, count)

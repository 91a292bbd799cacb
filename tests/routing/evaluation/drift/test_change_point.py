"""When a share began to grow is found near the truth, and its size holds what is so."""

from __future__ import annotations

import numpy as np
import pytest

from routing.evaluation.drift.change_point import (
    Beginning,
    Seen,
    accuracy_since,
    began,
    share_since,
)


@pytest.mark.parametrize("truth", [150, 600, 1000])
def test_the_beginning_is_found_where_the_share_grew(truth):
    shares = np.where(np.arange(1200) < truth, 0.05, 0.4)
    true = np.random.default_rng(3).random(1200) < shares
    found = began(true, np.arange(1200), Seen(100, 2000))
    assert abs(found.place - truth) <= 100


def test_the_place_is_one_of_the_stream_and_not_of_the_series():
    found = began(np.arange(100) >= 60, np.arange(100) * 10 + 5000, Seen(10, 100))
    assert 5500 <= found.place <= 5700
    assert found.first == 60


def test_without_a_ticket_it_began_with_the_first():
    assert began(np.zeros(0, dtype=bool), np.zeros(0, dtype=np.int64), Seen(1, 10)) == (
        Beginning(0, 0)
    )


def test_size_is_counted_from_the_beginning_and_accuracy_is_its_other_side():
    wrong = np.array([False] * 50 + [True] * 30 + [False] * 20)
    share, right = share_since(wrong, 50, 0.1), accuracy_since(wrong, 50, 0.1)
    assert (share.reference, share.now) == (0.1, 0.6)
    assert share.low < 0.6 < share.high
    assert (right.reference, right.now) == pytest.approx((0.9, 0.4))
    assert (right.low, right.high) == pytest.approx((1 - share.high, 1 - share.low))
    assert right.unit == "accuracy"

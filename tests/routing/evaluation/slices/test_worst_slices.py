"""Where it is worst: silent on noise, and what was planted is named."""

from __future__ import annotations

import numpy as np
import pytest

from routing.evaluation.slices.worst_slices import worst_slices

PLANTED = ((0, 1), (1, 2))


def desk(seed: int, planted: float, n: int = 1_000):
    """Tickets by product, channel, priority, plan and team; 8 % go wrong, more in one slice."""
    draw = np.random.default_rng(seed)
    dimensions = [draw.integers(0, size, n).astype(np.int32) for size in (5, 4, 4, 3, 12)]
    chance = np.where((dimensions[0] == 1) & (dimensions[1] == 2), planted, 0.08)
    return dimensions, draw.random(n) < chance


def test_on_random_tickets_nothing_is_claimed():
    silent = sum(not worst_slices(*desk(seed, 0.08)) for seed in range(100))
    assert silent >= 95


def test_a_planted_slice_is_named():
    found = [worst_slices(*desk(seed, 0.20, 6_000)) for seed in range(30)]
    assert sum(PLANTED in [each.place for each in slices] for slices in found) >= 27
    assert sum(len(slices) == 1 for slices in found) >= 24


def test_a_whole_value_that_is_bad_is_named_by_itself():
    draw = np.random.default_rng(3)
    dimensions = [draw.integers(0, 4, 4_000).astype(np.int32) for _ in range(3)]
    is_wrong = draw.random(4_000) < np.where(dimensions[2] == 0, 0.25, 0.05)
    (only,) = worst_slices(dimensions, is_wrong)
    assert only.place == ((2, 0),)
    assert only.share.value == pytest.approx(0.25, abs=0.05)
    assert only.elsewhere.value == pytest.approx(0.05, abs=0.02)
    assert only.excess == pytest.approx(200, abs=50)


def test_tickets_without_a_value_are_no_slice():
    codes = np.array([-1] * 500 + [0] * 500, dtype=np.int32)
    is_wrong = np.arange(1_000) < 400
    assert [each.place for each in worst_slices([codes], is_wrong)] == []


@pytest.mark.parametrize("is_wrong", [np.zeros(200, bool), np.ones(200, bool), np.zeros(0, bool)])
def test_where_nothing_or_everything_is_wrong_nothing_stands_out(is_wrong):
    codes = np.arange(len(is_wrong), dtype=np.int32) % 4
    assert worst_slices([codes], is_wrong) == ()


def test_the_same_tickets_give_the_same_answer():
    dimensions, is_wrong = desk(1, 0.2)
    assert worst_slices(dimensions, is_wrong) == worst_slices(dimensions, is_wrong)

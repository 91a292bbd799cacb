"""Days that differ by more than chance are a clear rhythm; others are at most a doubtful one."""

from __future__ import annotations

import numpy as np

from routing.evaluation.drift.bounds import upper_bound
from routing.evaluation.drift.rhythm import Rhythm, weekday

DAY = np.repeat(np.arange(70), 40)


def facts(share: np.ndarray) -> np.ndarray:
    return (np.random.default_rng(4).random(DAY.size) < share)[:, None]


def test_days_that_are_alike_have_no_clear_rhythm_and_no_day_a_bound_below_the_weeks():
    found = Rhythm.of(facts(np.full(DAY.size, 0.2)), DAY)
    bounds, whole = found.bounds(0.005)[:, 0], upper_bound(found.hits.sum(0), found.n.sum(), 0.005)
    assert not found.is_clear
    assert (bounds >= whole).all()
    assert (bounds < 0.3).all()


def test_a_weekend_that_differs_is_expected_to_differ():
    is_weekend = weekday(DAY) >= 5
    found = Rhythm.of(facts(np.where(is_weekend, 0.6, 0.1)), DAY)
    bounds = found.bounds(0.005)[:, 0]
    assert (bounds[:5] < 0.2).all()
    assert (bounds[5:] > 0.6).all()

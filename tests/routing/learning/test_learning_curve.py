"""What more labels are likely to bring."""

from __future__ import annotations

import pytest

from routing.evaluation.statistics.intervals import Measured, proportion, wilson
from routing.learning.learning_curve import Point, outlook


def points(errors: dict[int, float], n: int = 1_000) -> list[Point]:
    return [
        Point(labels, Measured(1 - e, n, wilson((1 - e) * n, n)), proportion(0, n))
        for labels, e in errors.items()
    ]


def test_errors_that_follow_a_power_law_are_carried_on():
    def law(labels: float) -> float:
        return 0.05 + 2 * labels**-0.5

    found = outlook(points({n: law(n) for n in (50, 100, 200, 400, 800)}, n=20_000), more=800)
    assert found.gain == pytest.approx(law(800) - law(1_600), abs=0.01)
    assert found.interval.low <= law(800) - law(1_600) <= found.interval.high


def test_a_curve_that_is_flat_promises_next_to_nothing():
    found = outlook(points(dict.fromkeys((50, 100, 200, 400), 0.1)))
    assert found.gain == pytest.approx(0, abs=0.005)


def test_few_tickets_to_judge_by_give_a_wide_interval():
    errors = {50: 0.4, 100: 0.32, 200: 0.27, 400: 0.24}
    few, many = outlook(points(errors, n=40)).interval, outlook(points(errors, n=4_000)).interval
    assert few.high - few.low > many.high - many.low


def test_too_few_points_and_a_fall_are_said_and_not_fitted():
    few = outlook(points({50: 0.4, 100: 0.3}))
    assert few.interval is None
    assert "fewer than 4 sizes" in few.sentence
    worse = outlook(points({50: 0.1, 100: 0.2, 200: 0.3, 400: 0.4}))
    assert worse.interval is None
    assert "become worse" in worse.sentence

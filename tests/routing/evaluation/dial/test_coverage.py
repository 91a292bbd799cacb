"""The risk-coverage curve counts what stands above each threshold."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from routing.evaluation.dial.coverage import at_threshold, risk_coverage

ROWS = st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=50)


@given(ROWS)
def test_each_point_is_what_its_threshold_gives(rows: list[tuple[int, bool]]):
    confidence = np.array([c / 10 for c, _ in rows])
    correct = np.array([right for _, right in rows])
    curve = risk_coverage(confidence, correct)
    assert list(curve) == [at_threshold(confidence, correct, p.threshold) for p in curve]
    assert curve[-1].coverage == 1
    assert [p.coverage for p in curve] == sorted(p.coverage for p in curve)


def test_a_threshold_above_all_routes_nothing():
    point = at_threshold(np.array([0.5]), np.array([True]), 0.9)
    assert point.coverage == 0
    assert point.precision is None


def test_no_tickets_give_no_curve():
    assert risk_coverage(np.array([]), np.array([], bool)) == ()

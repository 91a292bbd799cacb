"""From a returned confidence to a probability."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.confidence_map import ConfidenceMap

STEPS = ((), ((0.3, 0.2), (0.6, 0.2), (0.9, 0.8)))
MAPS = st.builds(
    ConfidenceMap, st.floats(0, 5), st.floats(0, 5), st.floats(-5, 5), st.sampled_from(STEPS)
)


@given(MAPS, st.lists(st.floats(0, 1), min_size=2, max_size=20))
def test_the_surer_answer_stays_the_surer_one(fitted, confidences):
    ordered = np.sort(np.array(confidences))
    calibrated = fitted.apply(ordered)
    assert (np.diff(calibrated) >= -1e-12).all()
    assert ((calibrated >= 0) & (calibrated <= 1)).all()


def test_the_map_of_no_change_changes_hardly_anything():
    given_ = np.linspace(0.01, 0.99, 50)
    assert ConfidenceMap(1, 1, 0).apply(given_) == pytest.approx(given_, abs=0.006)


def test_exact_zeros_and_ones_are_not_believed():
    assert 0 < ConfidenceMap(1, 1, 0).of(0.0) < ConfidenceMap(1, 1, 0).of(1.0) < 1


@given(MAPS)
def test_a_map_comes_back_from_its_record(fitted):
    assert ConfidenceMap.from_record(fitted.to_record()) == fitted


def test_a_few_levels_have_a_probability_each():
    three = ConfidenceMap(1, 1, 0, STEPS[1])
    assert three.apply(np.array([0.3, 0.6, 0.9, 1.0])).tolist() == [0.2, 0.2, 0.8, 0.8]

"""The median's interval against scipy, and by what it promises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, quantile_test

from routing.evaluation.statistics.median import EXACT_TO, _rank, median


@given(st.lists(st.floats(0, 1000, allow_subnormal=False), min_size=6, max_size=120))
def test_the_interval_is_that_of_scipy(values):
    found = median(values)
    exact = quantile_test(values, q=0.0, p=0.5).confidence_interval(0.95)
    assert (found.interval.low, found.interval.high) == pytest.approx((exact.low, exact.high))
    assert found.interval.low <= found.value <= found.interval.high


def test_few_values_have_no_interval_and_none_have_no_median():
    assert median([1, 2, 3, 4, 5]).interval is None
    assert median([]) is None


@pytest.mark.parametrize("n", [EXACT_TO + 1, 50_000])
def test_large_samples_are_near_the_exact_rank(n):
    assert abs(_rank(n, 0.95) - int(binom.ppf(0.025, n, 0.5))) <= 2

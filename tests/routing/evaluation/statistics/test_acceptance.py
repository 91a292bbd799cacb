"""What a checked sample proves, against scipy and by its own law."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from routing.evaluation.statistics.acceptance import at_least, sample_size


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_bound_is_that_of_scipy(sample):
    right, n = sample
    exact = binomtest(right, n, alternative="greater").proportion_ci(0.95, "exact")
    assert at_least(right, n) == pytest.approx(exact.low, abs=1e-9)


@given(st.sampled_from([0.8, 0.9, 0.95, 0.98]), st.integers(0, 3))
def test_the_sample_is_the_smallest_that_proves_it(precision, wrong):
    n = sample_size(precision, wrong)
    assert at_least(n - wrong, n) >= precision
    assert n == wrong + 1 or at_least(n - 1 - wrong, n - 1) < precision


def test_more_right_than_looked_at_is_refused():
    with pytest.raises(ValueError, match="5 of 4"):
        at_least(5, 4)

"""Intervals agree with scipy and stay where a share can be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from routing.evaluation.statistics.intervals import paired_difference, proportion, wilson

COUNTS = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(COUNTS, st.sampled_from([0.8, 0.95, 0.999]))
@settings(deadline=None)
def test_wilson_agrees_with_scipy(counts: tuple[int, int], level: float):
    hits, n = counts
    expected = binomtest(hits, n).proportion_ci(level, method="wilson")
    interval = wilson(hits, n, level)
    assert (interval.low, interval.high) == pytest.approx((expected.low, expected.high), abs=1e-9)


@given(COUNTS)
def test_a_share_lies_in_its_interval_inside_zero_to_one(counts: tuple[int, int]):
    figure = proportion(*counts)
    assert 0 <= figure.interval.low <= figure.value <= figure.interval.high <= 1


def test_a_share_of_nothing_is_none():
    assert proportion(0, 0) is None


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 300))
def test_swapping_the_two_sides_turns_the_difference_round(first: int, second: int, neither: int):
    n = first + second + neither
    one, other = paired_difference(first, second, n), paired_difference(second, first, n)
    assert one.value == -other.value
    assert one.interval.low == pytest.approx(-other.interval.high)
    assert -1 <= one.interval.low <= one.value <= one.interval.high <= 1


def test_a_lead_is_said_in_points():
    assert paired_difference(120, 60, 1000).in_words("people") == (
        "better than people by 6.0 points (3.4 to 8.6)"
    )
    assert paired_difference(60, 120, 1000).in_words("people") == (
        "worse than people by 6.0 points (3.4 to 8.6)"
    )


def test_no_difference_is_not_sold_as_one():
    words = paired_difference(0, 0, 100).in_words("people")
    assert words == "not clearly different from people: 0.0 points (−2.7 to 2.7)"

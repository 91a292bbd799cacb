"""Comparison, McNemar, Pareto front, slices: checked against scipy and by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from routing.errors import EvaluationError
from routing.evaluation.comparison import Disagreement, compare, mcnemar


@given(st.integers(0, 400), st.integers(0, 400))
@settings(deadline=None)
def test_mcnemar_agrees_with_scipy(first: int, second: int):
    n = first + second
    expected = binomtest(first, n, 0.5).pvalue if n else 1.0
    assert mcnemar(first, second) == pytest.approx(expected, abs=1e-9)


def test_a_comparison_counts_who_was_right():
    result = compare(list("aabbb"), list("aabab"), list("abaab"))
    counts = (result.both, result.only_first, result.only_second, result.neither)
    assert counts == (2, 2, 0, 1)
    assert result.difference.value == pytest.approx(0.4)
    assert (result.first.value, result.second.value) == (0.8, 0.4)


def test_disagreements_are_counted_most_first():
    result = compare(list("aaab"), list("aaba"), list("bbab"))
    assert result.disagreements == (
        Disagreement("a", "a", "b", 2),
        Disagreement("a", "b", "a", 1),
        Disagreement("b", "a", "b", 1),
    )


def test_two_equal_routers_do_not_differ():
    result = compare(["a"] * 50, ["a"] * 50, ["a"] * 50)
    assert result.mcnemar_p == 1
    assert not result.difference.is_clear
    assert result.disagreements == ()


def test_different_tickets_cannot_be_compared():
    with pytest.raises(EvaluationError, match="same tickets"):
        compare(["a"], ["a"], [])
    with pytest.raises(EvaluationError, match="no ticket"):
        compare([], [], [])

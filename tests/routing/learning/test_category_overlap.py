"""Pairs of categories that are taken for one another."""

from __future__ import annotations

from routing.evaluation.confusion import confusion
from routing.learning.category_overlap import not_told_apart, overlaps


def test_pairs_that_are_taken_for_one_another_are_ranked_by_their_share():
    actual = ["a"] * 10 + ["b"] * 10 + ["c"] * 80
    predicted = ["b"] * 4 + ["a"] * 6 + ["a"] * 1 + ["b"] * 9 + ["a"] * 5 + ["c"] * 75
    first, second = overlaps(confusion(actual, predicted))
    assert ({first.first, first.second}, first.share.value) == ({"a", "b"}, 0.25)
    assert ({second.first, second.second}, second.there + second.back) == ({"a", "c"}, 5)


def test_unknown_and_pairs_that_are_never_confused_are_left_out():
    counts = confusion(["a", "a", "b"], ["Unknown", "a", "b"])
    assert overlaps(counts) == []


def test_only_so_many_pairs_are_listed():
    counts = confusion(["a", "b", "c"], ["b", "c", "a"])
    assert len(overlaps(counts)) == 3
    assert len(overlaps(counts, most=2)) == 2


def test_halves_of_one_category_are_found_whatever_their_sizes():
    halves = confusion(["a"] * 40 + ["b"] * 40, (["a"] * 20 + ["b"] * 20) * 2)
    small = confusion(["a"] * 90 + ["b"] * 10, ["a"] * 100)
    for counts in (halves, small):
        (pair,) = not_told_apart(counts)
        assert pair.told_apart == 0.5


def test_categories_that_are_sometimes_confused_are_two():
    counts = confusion(["a"] * 50 + ["b"] * 50, ["a"] * 42 + ["b"] * 50 + ["a"] * 8)
    assert overlaps(counts)
    assert not_told_apart(counts) == []


def test_two_mistakes_prove_nothing():
    assert not_told_apart(confusion(["a"] * 50 + ["b"] * 2, ["a"] * 52)) == []


def test_a_pair_with_few_mistakes_is_mostly_told_apart():
    few, many = (
        confusion(["a"] * 50 + ["b"] * 50, ["a"] * (50 - n) + ["b"] * n + ["b"] * 50)
        for n in (5, 20)
    )
    assert [overlaps(each)[0].is_mostly_told_apart for each in (few, many)] == [True, False]

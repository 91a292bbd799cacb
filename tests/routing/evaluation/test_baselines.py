"""The router beside what it must beat."""

import pytest

from routing.errors import EvaluationError
from routing.evaluation.baselines import baselines, majority_class, people


def test_people_are_scored_only_where_their_first_category_is_known():
    actual, predicted = ["a", "b", "b", "a"], ["a", "b", "a", "a"]
    baseline = people(actual, predicted, ["b", None, "b", ""])
    assert baseline.accuracy.n == 2
    assert baseline.accuracy.value == 0.5
    assert baseline.lead.value == 0  # right once each: the first by the router, the third by people


def test_without_first_categories_there_is_no_human_baseline():
    assert people(["a"], ["a"], [None]) is None
    assert [b.name for b in baselines(["a"], ["a"])] == ['always "a"']


def test_a_router_better_than_people_is_said_to_be():
    actual = ["a", "b"] * 200
    first = ["a", "a"] * 60 + actual[120:]
    assert people(actual, actual, first).sentence.startswith("better than people by 15.0 points")


def test_the_majority_class_is_the_commonest_and_ties_go_by_name():
    assert majority_class(["b", "a", "b"], ["b"] * 3).name == 'always "b"'
    assert majority_class(["b", "a"], ["a", "b"]).name == 'always "a"'


def test_no_ticket_gives_a_plain_error():
    with pytest.raises(EvaluationError, match="no ticket"):
        majority_class([], [])

"""Categories as if they were one: mistakes between them vanish, their confidences add up."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from routing.learning.category_merge import Answers, merged, merged_policy
from routing.policy import Policy

NAMES = st.sampled_from("abcd")


def test_a_mistake_between_merged_categories_is_none():
    answers = Answers(["a", "b", "c"], ["b", "b", "a"], np.array([0.5, 0.6, 0.4]))
    found = merged(answers, [{"a": 0.3}, {"a": 0.2, "c": 0.1}, {"c": 0.3}], {"a", "b"}, "ab")
    assert found.correct.tolist() == [True, True, False]
    assert np.allclose(found.confidence, [0.8, 0.8, 0.4])


def test_two_that_together_are_likelier_than_the_answer_become_it():
    answers = Answers(["a"], ["c"], np.array([0.4]))
    found = merged(answers, [{"a": 0.3, "b": 0.2}], {"a", "b"}, "ab")
    assert (found.predicted, found.correct.tolist()) == (["ab"], [True])


@given(st.lists(st.tuples(NAMES, NAMES, st.floats(0.25, 1)), min_size=1, max_size=20))
def test_merging_never_costs_a_right_answer_of_the_merged(rows):
    actual, predicted, confidence = zip(*rows, strict=True)
    answers = Answers(actual, predicted, np.array(confidence))
    found = merged(answers, [{}] * len(rows), {"a", "b"}, "ab")
    assert (found.correct >= answers.correct).all()


def test_the_strictest_rule_of_the_merged_holds():
    policy = Policy(0.5, {"a": 0.8, "b": None, "c": 0.3}, frozenset({"d"}))
    found = merged_policy(policy, {"a", "b"}, "ab")
    assert (dict(found.thresholds), found.always_review) == ({"c": 0.3, "ab": None}, {"d"})
    assert merged_policy(policy, {"a", "c"}, "c").thresholds["c"] == 0.8
    assert "both" in merged_policy(policy, {"c", "d"}, "both").always_review

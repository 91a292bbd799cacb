"""Policies under other names of categories let nothing loose."""

from __future__ import annotations

from routing.policy import Policy
from routing.policy_names import renamed, with_part


def test_a_threshold_and_a_rule_keep_their_category():
    policy = Policy(0.7, {"A": 0.9}, frozenset({"A", "B"}), parents={"A": "P", "B": "P"})
    found = renamed(policy, {"A": "Alpha"})
    assert found.thresholds == {"Alpha": 0.9}
    assert found.always_review == {"Alpha", "B"}
    assert found.parents == {"Alpha": "P", "B": "P"}
    assert renamed(policy, {}) == policy


def test_of_several_that_become_one_the_strictest_threshold_counts():
    loose = Policy(0.7, {"A": 0.5, "B": 0.6})
    assert renamed(loose, {"A": "C", "B": "C"}).thresholds == {"C": 0.6}
    assert renamed(loose, {"A": "D", "Other": "D"}).thresholds == {"D": 0.7, "B": 0.6}
    assert renamed(Policy(0.7, {"A": None}), {"B": "A"}).thresholds == {"A": None}


def test_a_category_that_takes_in_its_parent_has_none():
    assert renamed(Policy(parents={"A": "P"}), {"A": "P"}).parents == {}


def test_a_part_is_treated_like_the_whole():
    policy = Policy(0.7, {"A": None}, frozenset({"A"}))
    found = with_part(policy, "A", "Part")
    assert (found.thresholds, found.always_review) == ({"A": None, "Part": None}, {"A", "Part"})
    assert with_part(policy, "B", "Part") == policy

"""What a workspace asks of auto-routing."""

from __future__ import annotations

from routing.evaluation.dial.precision_targets import PrecisionTargets
from routing.policy import Policy
from routing.taxonomy import Category, Taxonomy
from store import policies
from usecases.evaluation.precision_targets import saved_precision_targets

TAXONOMY = Taxonomy((Category("Billing"), Category("Fraud", risk="high")))


def test_before_a_policy_categories_of_high_risk_go_by_hand(workspace):
    assert saved_precision_targets(workspace, TAXONOMY) == PrecisionTargets(
        by_hand=frozenset({"Fraud"})
    )


def test_what_was_asked_for_the_policy_in_force_is_asked_again(workspace):
    asked = PrecisionTargets(0.9, {"Billing": 0.99}, frozenset({"Fraud"}))
    policies.save(workspace, Policy(0.7), asked.to_record())
    assert saved_precision_targets(workspace, TAXONOMY) == asked


def test_a_policy_set_by_hand_asked_for_no_precision(workspace):
    policies.save(workspace, Policy(0.7), {"why": "by hand"})
    assert saved_precision_targets(workspace, TAXONOMY).asked == 0.95

"""What is asked of the dial, kept and applied."""

from __future__ import annotations

import numpy as np

from routing.evaluation.dial.precision_targets import PrecisionTargets
from routing.taxonomy import Category, Taxonomy


def test_high_risk_is_for_people_to_begin_with():
    taxonomy = Taxonomy((Category("Billing"), Category("Fraud", risk="high")))
    targets = PrecisionTargets.for_taxonomy(taxonomy)
    assert targets == PrecisionTargets(0.95, {}, frozenset({"Fraud"}))


def test_each_target_reaches_the_thresholds():
    predicted = ["Billing", "Refund", "Fraud"] * 300
    right = np.ones(900, dtype=bool)
    targets = PrecisionTargets(0.9, {"Refund": 0.99}, frozenset({"Fraud"}))
    dial = targets.choose(np.ones(900), right, predicted)
    assert dial.thresholds["Fraud"] is None
    assert {part.category: part.asked for part in dial.parts} == {None: 0.9, "Refund": 0.99}
    stricter = PrecisionTargets(0.9999).choose(np.ones(900), right, predicted)
    assert not stricter.is_met


def test_near_duplicates_are_told_to_the_dial():
    groups = np.repeat(np.arange(300), 3).tolist()
    dial = PrecisionTargets(0.9).choose(np.ones(900), np.ones(900, bool), ["a"] * 900, groups)
    assert dial.achieved.n % 3 == 0


def test_a_record_is_plain_and_in_order():
    record = PrecisionTargets(0.9, {"b": 0.95}, frozenset({"z", "a"})).to_record()
    assert record == {"asked": 0.9, "own": {"b": 0.95}, "by_hand": ["a", "z"], "among": 1}

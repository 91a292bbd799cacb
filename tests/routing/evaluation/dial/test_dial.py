"""The dial says what was found, and what may not be promised of it."""

from __future__ import annotations

from dataclasses import replace

from routing.evaluation.dial.dial import Dial, Part
from routing.evaluation.statistics.intervals import LEVEL, Measured, proportion


def dial(*parts: Part) -> Dial:
    """A dial that asks for 95 % and reviews complaints by hand."""
    coverage = proportion(60, 100)
    assert isinstance(coverage, Measured)
    return Dial(0.95, LEVEL, coverage, parts, {}, frozenset({"Complaint"}))


ALL = Part(None, 0.95, 80, threshold=0.7)
FRAUD = Part("Fraud", 0.99, 20, reason="Fraud is not right often enough.")


def test_it_becomes_the_policy_whose_thresholds_it_found():
    policy = dial(ALL, replace(FRAUD, threshold=0.9)).policy()
    assert (policy.threshold, policy.thresholds) == (0.7, {"Fraud": 0.9})
    assert policy.always_review == {"Complaint"}


def test_a_category_that_cannot_keep_its_target_says_why_and_goes_to_a_person():
    found = dial(ALL, FRAUD)
    assert found.is_met
    assert found.reasons == ("Fraud is not right often enough.",)
    assert found.policy().thresholds == {"Fraud": None}


def test_without_its_promise_the_thresholds_stay_and_the_reason_comes_first():
    withheld = dial(ALL, FRAUD).without_promise("Labels do not follow the text.")
    assert (withheld.has_threshold, withheld.is_met, withheld.threshold) == (True, False, 0.7)
    assert withheld.reasons[0] == "Labels do not follow the text."
    assert dial(ALL).without_promise(None).is_met


def test_where_no_threshold_was_found_nothing_is_met_and_nothing_was_achieved():
    found = dial(replace(ALL, threshold=None))
    assert (found.has_threshold, found.is_met, found.achieved) == (False, False, None)

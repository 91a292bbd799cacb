"""What thresholds are chosen on: labelled decisions, and doubts about new tickets."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from routing.errors import EvaluationError
from routing.evaluation.dial.precision_targets import PrecisionTargets
from tests.conftest import ticket
from tests.usecases.conftest import mostly_right, random, right
from usecases.evaluation.evidence import Evidence, choose_thresholds, doubt, evidence


def of(predicted: list[str], held: list[bool]) -> Evidence:
    """Evidence of sure and right answers."""
    n = len(predicted)
    sure = np.full(n, 0.9)
    return Evidence(sure, np.full(n, fill_value=True), predicted, np.array(held), None, None, False)  # noqa: FBT003


def test_every_labelled_ticket_counts_with_whether_its_answer_is_right(workspace, measured):
    found = evidence(workspace, measured(mostly_right).run_id)
    assert (found.n, int(found.correct.sum())) == (200, 180)
    assert not found.calibrated


def test_without_a_labelled_ticket_no_threshold_can_be_chosen(workspace, fill, routed):
    fill(workspace, [ticket(key) for key in range(1, 5)])
    run = routed(right)
    assert evidence(workspace, run.run_id) is None
    with pytest.raises(EvaluationError, match="import labelled tickets"):
        choose_thresholds(workspace, run, PrecisionTargets())


def test_a_ticket_that_a_sign_holds_back_goes_nowhere_without_a_person():
    assert of(["Billing", "Fraud"], [True, False]).routed == ["Unknown", "Fraud"]


def test_the_curve_reaches_no_further_than_the_tickets_under_the_common_target():
    found = of(["Billing"] * 30 + ["Fraud"] * 70, [False] * 100)
    curve = found.curve(PrecisionTargets(by_hand=frozenset({"Fraud"})))
    assert curve[-1].coverage == pytest.approx(0.3)
    assert found.curve(PrecisionTargets(by_hand=frozenset({"Fraud", "Billing"}))) == ()


def test_what_was_asked_before_is_answered_again_and_other_evidence_answers_for_itself():
    found, other = of(["Billing"] * 100, [False] * 100), of(["Billing"] * 9, [False] * 9)
    dial = found.dial(PrecisionTargets(0.9, {"Fraud": 0.99}))
    assert found.dial(PrecisionTargets(0.9, {"Fraud": 0.99})) is dial
    assert found.dial(PrecisionTargets(0.8, {"Fraud": 0.99})) is not dial
    assert replace(found, keys=other.keys).answers == {} == other.answers


def test_thresholds_that_hold_are_promised(workspace, measured):
    dial = choose_thresholds(workspace, measured(mostly_right), PrecisionTargets(0.9))
    assert dial.is_met
    assert dial.threshold > 0.3


def test_labels_that_follow_no_text_withhold_the_promise(workspace, measured):
    dial = choose_thresholds(workspace, measured(random), PrecisionTargets(0.3))
    assert dial.has_threshold
    assert not dial.is_met


def test_new_tickets_that_the_router_is_less_sure_of_are_a_doubt(workspace, fill, routed):
    labels = ["Billing", "Fraud"] * 50 + [None] * 100
    fill(workspace, [ticket(k, c, subject="Help", body="me") for k, c in enumerate(labels, 1)])
    unsure = routed(lambda key: right(key) if key <= 100 else ("Billing", 0.2))
    assert "less sure" in doubt(workspace, unsure)
    assert doubt(workspace, routed(right)) is None

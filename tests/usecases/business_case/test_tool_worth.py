"""What a tool is worth: priced as it is used, and at the best promise it can make."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi.scenarios.scenario import Scenario
from routing.evaluation.dial.precision_targets import PrecisionTargets
from tests.usecases.conftest import mostly_right, random, right
from usecases.business_case.claim import business_case
from usecases.business_case.scenarios import working_copy
from usecases.business_case.tool_worth import right_by_confidence, run_worth, tool_worth
from usecases.evaluation.evidence import evidence
from usecases.policy.promise_offers import promise_offers


def test_as_used_everything_that_a_tool_answers_goes_alone(workspace, measured):
    run = measured(mostly_right, tickets=100)
    found = tool_worth("tool", evidence(workspace, run.run_id), Scenario.default())
    assert found.right.n == 100
    assert found.as_used.setting.coverage == 1.0
    assert found.as_used.setting.precision == pytest.approx(found.right.value)


def test_a_run_is_worth_what_savings_and_the_dial_say_of_it(workspace, measured):
    run = measured(lambda key: (right(key)[0], 0.9 if key <= 150 else 0.4))
    scenario = working_copy(workspace, run).scenario
    offered = promise_offers(
        workspace, run, evidence(workspace, run.run_id), PrecisionTargets(0.95), scenario
    )
    found = run_worth(workspace, run)
    claim = business_case(workspace, run)
    assert found.best == offered.best
    assert found.as_used.net == pytest.approx(claim.report.case.net_savings_per_year, abs=0.005)


def test_of_a_run_that_may_claim_nothing_the_reason_is_told(workspace, measured):
    assert run_worth(workspace, measured(random)).refusal.sentence


def test_the_best_promise_is_worth_at_least_what_its_own_setting_is(workspace, measured):
    run = measured(mostly_right, tickets=200)
    found = tool_worth("tool", evidence(workspace, run.run_id), Scenario.default())
    assert found.best is not None
    assert found.best.setting.promise <= found.best.setting.precision
    assert found.best.setting.coverage < 1


def test_too_few_tickets_calibrate_nothing_and_none_at_all_are_worth_nothing(workspace, measured):
    run = measured(mostly_right, tickets=20)
    few = evidence(workspace, run.run_id)
    assert tool_worth("tool", few, Scenario.default()).calibrated is None
    nothing = {
        "confidence": few.confidence[:0],
        "correct": few.correct[:0],
        "predicted": (),
        "held": few.held[:0],
    }
    none = replace(few, routers=(), groups=None, **nothing)
    assert tool_worth("tool", none, Scenario.default()) is None


def test_words_of_a_confidence_stand_in_the_order_in_which_they_come():
    found = right_by_confidence(["High", "Low", "High", "High"], [True, False, True, False])
    assert list(found) == ["High", "Low"]
    assert (found["High"].value, found["High"].n) == (pytest.approx(2 / 3), 3)
    assert found["Low"].value == 0

"""What a tool is worth: priced as it is used, and at the best promise it can make."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi.scenarios.scenario import Scenario
from tests.usecases.conftest import mostly_right
from usecases.business_case.tool_worth import right_by_confidence, run_worth, tool_worth
from usecases.evaluation.evidence import evidence


def test_as_used_everything_that_is_answered_goes_alone(workspace, measured):
    found = run_worth(workspace, measured(mostly_right, tickets=100))
    assert found.right.n == 100
    assert found.as_used.setting.coverage == 1.0
    assert found.as_used.setting.precision == pytest.approx(found.right.value)


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

"""What a drift costs a month."""

import pytest

from routing.evaluation.drift.alarm import Alarm, Kind, Since, Size
from store.workspace import Workspace
from tests.usecases.drift.conftest import Decided
from usecases.actor import LOCAL_OWNER
from usecases.drift.alarm_cost import MonthlyCost, monthly_cost
from usecases.drift.reference import choose_reference
from usecases.evaluation import routed_now


def test_coverage_and_precision_as_they_are_now_leave_the_past_out(
    workspace: Workspace, decided: Decided
):
    run = decided(400, frozenset(range(201, 401, 4)))
    choose_reference(workspace, 200, LOCAL_OWNER)
    before, now = routed_now.in_reference(workspace), routed_now.now(workspace)
    assert before is not None
    assert before.precision is not None
    assert now is not None
    assert now.precision is not None
    assert before.precision.value == 1.0
    assert now.precision.value == pytest.approx(0.75, abs=0.01)
    size = Size("accuracy", 1.0, 0.75, 0.7, 0.8)
    moved = Alarm(1, Kind.ACCURACY, (), 0.0, 400, Since(0.0, 201), size, ())
    cost = monthly_cost(workspace, run, moved)
    assert isinstance(cost, MonthlyCost)
    assert cost.low < cost.value < cost.high
    assert cost.value > 0

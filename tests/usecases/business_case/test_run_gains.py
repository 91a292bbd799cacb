"""The counters of a run: what the business case's own formulas say of the tickets so far."""

from __future__ import annotations

import pytest

from roi.model.lines import part
from tests.usecases.conftest import mostly_right, right
from usecases.business_case.run_gains import run_gains
from usecases.business_case.scenarios import working_copy


def test_hours_and_money_are_those_of_the_model_at_the_share_routed_alone(workspace, measured):
    run = measured(mostly_right, 100)
    gains = run_gains(workspace, run)
    scenario = working_copy(workspace, run).scenario
    at_share = scenario.with_values(coverage=0.9).values()
    assert (gains.decided, gains.total, gains.alone) == (100, 100, 90)
    assert gains.hours == pytest.approx(100 * part(at_share, "freed_hours"))
    ended = gains.hours * scenario["cashable_share"] * part(at_share, "loaded_wage")
    assert gains.money == pytest.approx(ended)


def test_before_the_first_answer_nothing_is_gained(workspace, fill, routed):
    empty = routed(right)
    gains = run_gains(workspace, empty)
    assert (gains.decided, gains.hours, gains.money, gains.share_alone) == (0, 0, 0, 0)

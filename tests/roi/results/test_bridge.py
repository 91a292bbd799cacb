"""Bridge and waterfall: steps that add up from one total to the other, whatever the scenario."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from roi.inputs.values import LEDGERS, Values
from roi.results.bridge import Step, bridge, simple_view, waterfall
from roi.results.case import case
from roi.results.simple import simple_case
from roi.scenarios.scenario import Scenario
from tests.roi.strategies import values

START = Scenario.default()


def adds_up(steps: tuple[Step, ...]) -> bool:
    parts = sum(step.amount for step in steps[:-1])
    return parts == pytest.approx(steps[-1].amount, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("accepted", [("cash",), LEDGERS, ("avoided",), ()])
def test_the_bridge_leads_from_the_simple_view_to_the_net_savings(accepted):
    scenario = replace(START, accepted=accepted)
    steps = bridge(scenario)
    assert adds_up(steps)
    assert [step.total for step in steps] == [True] + [False] * (len(steps) - 2) + [True]
    assert steps[0].amount == simple_case(simple_view(scenario)).annual_savings
    net = case(scenario.values()).net_savings_per_year
    assert steps[-1].amount == pytest.approx(net, rel=1e-9)


def test_paid_work_that_is_not_accepted_is_a_step_of_its_own():
    labels = [step.label for step in bridge(replace(START, accepted=("avoided",)))]
    assert "Paid work that ends is not accepted" in labels
    assert "Paid work that ends is not accepted" not in [step.label for step in bridge(START)]


@settings(max_examples=15)
@given(values())
def test_a_waterfall_leads_from_today_to_tomorrow(v: Values):
    result = case(v)
    steps = waterfall(result)
    assert adds_up(steps)
    assert steps[0].amount == result.cost_today_per_year
    assert steps[-1].amount == result.cost_after_per_year

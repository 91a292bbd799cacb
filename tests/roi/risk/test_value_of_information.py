"""What to measure next agrees with brute force, and is ready within a second."""

import random
import time
from dataclasses import replace

import numpy as np
import pytest

from roi.inputs.assumptions import assumptions
from roi.inputs.origin import Input
from roi.inputs.values import Values
from roi.model.cash_flows import (
    Discounted,
    discounted,
    net_present_value,
    present_values,
)
from roi.model.lines import FLOW_INPUTS
from roi.risk.uncertainty import drawn
from roi.risk.value_of_information import perfect_information, value_of_information
from roi.scenarios.scenario import Scenario

CHANGED = ("tickets_per_month", "cashable_share", "wage_per_hour", "platform_cost_per_month",
           "coverage", "precision", "manual_seconds", "rework_minutes")  # fmt: skip
POINTS = 200
FUTURES = 4000


def _scenario(number: int) -> Scenario:
    """A scenario near the border of paying, where information is worth something."""
    generator = random.Random(number)
    values = {
        key: generator.uniform(assumptions()[key].low, assumptions()[key].high) for key in CHANGED
    }
    measured = {}
    if number % 2:
        rate = generator.uniform(0.88, 0.97)
        measured["precision"] = Input.measured(
            "precision", rate, n=300, low=rate - 0.03, high=rate + 0.02, source="run 1"
        )
        del values["precision"]
    return replace(Scenario.default(measured=measured).with_values(**values), seed=number + 1)


def _brute_force(scenario: Scenario, key: str) -> float:
    """The mean over many values of one input of the mean over all futures of the others."""
    values = drawn(scenario, FUTURES)
    times = None if key in FLOW_INPUTS else discounted(values)
    points = np.quantile(values[key], (np.arange(POINTS) + 0.5) / POINTS)
    means = np.array([_mean(values.but(**{key: at}), times) for at in points])
    return float(np.maximum(means, 0).mean() - max(0.0, means.mean()))


def _mean(values: Values, times: Discounted | None) -> float:
    worth = present_values(values, discounted(values) if times is None else times)
    return float(net_present_value(values, worth).mean())


@pytest.mark.parametrize("number", range(20))
def test_the_most_valuable_input_is_worth_what_brute_force_says(number: int):
    scenario = _scenario(number)
    best = value_of_information(scenario, FUTURES)[0]
    expected = _brute_force(scenario, best.key)
    assert best.worth == pytest.approx(expected, rel=0.05, abs=5)


def test_other_futures_say_the_same():
    scenario = Scenario.default()
    first = value_of_information(scenario)[0]
    again = value_of_information(replace(scenario, seed=99))[0]
    assert first.key == again.key
    assert first.worth == pytest.approx(again.worth, rel=0.05)


def test_no_input_is_worth_more_than_knowing_everything():
    scenario = Scenario.default()
    found = value_of_information(scenario)
    assert max(each.worth for each in found) <= perfect_information(scenario) + 1e-6
    assert [each.worth for each in found] == sorted((e.worth for e in found), reverse=True)


def test_where_no_input_can_turn_the_decision_nothing_is_worth_knowing():
    rich = Scenario.default().with_values(tickets_per_month=500_000)
    assert all(each.worth == 0 for each in value_of_information(rich))


def test_it_is_ready_within_a_second_of_the_processor():
    scenario = Scenario.default()
    start = time.process_time()
    value_of_information(scenario)
    assert time.process_time() - start < 1.5  # 0.7 on a calm machine

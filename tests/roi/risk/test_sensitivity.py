"""Tornado, grid, what must be true, bridge and waterfall agree with the case."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roi.results.bridge import bridge, simple_view, waterfall
from roi.results.case import case
from roi.results.simple import simple_case
from roi.risk.sensitivity import grid, tornado, what_must_be_true
from roi.scenarios.scenario import STARTS, Scenario

START = Scenario.default()
starts = st.sampled_from([Scenario.default(kind) for kind in STARTS])
horizons = st.integers(1, 60)


def test_a_bar_of_the_tornado_is_the_case_with_that_input_changed():
    for bar in tornado(START):
        low = case(START.with_values(**{bar.key: bar.low}).values())
        assert bar.npv_at_low == pytest.approx(low.npv)


def test_the_widest_bar_comes_first_and_inputs_that_do_nothing_are_left_out():
    bars = tornado(START)
    assert [bar.swing for bar in bars] == sorted((bar.swing for bar in bars), reverse=True)
    assert not {"salary_per_year", "llm_seconds", "hours_per_year"} & {bar.key for bar in bars}


def test_the_grid_is_the_case_in_every_cell():
    found = grid(START, "wage_per_hour", "tickets_per_month", [5, 20, 60], [500, 20000])
    for row, tickets in enumerate(found.ys):
        for column, wage in enumerate(found.xs):
            changed = START.with_values(wage_per_hour=wage, tickets_per_month=tickets)
            result = case(changed.values())
            assert found.payback[row][column] == result.payback
            assert found.npv[row][column] == pytest.approx(result.npv)


def test_a_grid_over_two_inputs_of_the_start_alone_has_every_cell():
    found = grid(START, "implementation_cost", "training_hours")
    assert len(found.payback) == len(found.ys)
    assert all(len(row) == len(found.xs) for row in found.payback)


def test_what_must_be_true_is_where_the_case_turns():
    for needed in what_must_be_true(START):
        if needed.value is not None:
            turned = START.with_values(**{needed.key: needed.value})
            assert case(turned.values()).npv == pytest.approx(0, abs=0.01)


@given(starts, horizons, st.sampled_from(["hourly", "salary"]))
@settings(max_examples=30)
def test_the_bridge_leads_from_the_simple_to_the_full_view(
    scenario: Scenario, months: int, pay: str
):
    scenario = replace(scenario, horizon_months=months, pay=pay)
    steps = bridge(scenario)
    assert steps[0].amount == simple_case(simple_view(scenario)).annual_savings
    assert steps[-1].amount == pytest.approx(case(scenario.values()).net_savings_per_year)
    assert sum(step.amount for step in steps[:-1]) == pytest.approx(steps[-1].amount)


@given(starts, horizons)
@settings(max_examples=30)
def test_the_waterfall_leads_from_today_to_tomorrow(scenario: Scenario, months: int):
    result = case(replace(scenario, horizon_months=months).values())
    steps = waterfall(result)
    assert sum(step.amount for step in steps[:-1]) == pytest.approx(steps[-1].amount)
    assert steps[0].amount - steps[-1].amount == pytest.approx(result.net_savings_per_year)

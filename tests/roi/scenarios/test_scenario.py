"""Scenarios: where they start, what overrides do, and that a file holds all of one."""

import math
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi.errors import InputsError, ScenarioError
from roi.inputs.assumptions import Strength, assumptions
from roi.inputs.origin import Assumed, Computed, Input
from roi.inputs.values import INPUTS
from roi.results.case import case
from roi.scenarios.flags import flags
from roi.scenarios.scenario import STARTS, Commitment, Scenario, input_problems
from roi.scenarios.scenario_file import read_scenario, template, write_scenario
from roi.scenarios.setting_checks import setting_problem

START = Scenario.default()
COVERAGE = Input.measured("coverage", 0.62, n=1200, low=0.59, high=0.65, source="run 3")
line = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=40)


@st.composite
def scenarios(draw: Any) -> Scenario:
    found = draw(
        st.sampled_from([Scenario.default(kind, {"coverage": COVERAGE}) for kind in STARTS])
    )
    for key in draw(st.lists(st.sampled_from(INPUTS), max_size=6)):
        rule = assumptions()[key]
        value = draw(st.floats(rule.minimum, rule.maximum))
        found = found.with_values(**{key: value})
    key = draw(st.sampled_from(INPUTS))
    rule = assumptions()[key]
    sourced = Input(key, rule.value, rule.low, rule.high, Assumed(draw(line), Strength.STRONG))
    return replace(
        found,
        name=draw(line),
        company=draw(line),
        currency=draw(st.sampled_from(["USD", "EUR", "JPY"])),
        horizon_months=draw(st.integers(1, 120)),
        pay=draw(st.sampled_from(["hourly", "salary"])),
        llm_basis=draw(st.sampled_from(["tokens", "ticket"])),
        spread=draw(st.sampled_from(["pert", "triangular"])),
        seed=draw(st.integers(0, 2**32 - 1)),
        inputs={**found.inputs, key: sourced},
    )


@given(scenarios())
def test_a_scenario_written_and_read_is_the_same(scenario: Scenario):
    assert read_scenario(write_scenario(scenario)) == scenario


def test_the_template_is_the_expected_scenario_with_a_comment_for_every_input():
    text = template()
    assert read_scenario(text) == START
    for key in INPUTS:
        before = text.split(f"\n{key} = ")[0].splitlines()
        assert before[-1].startswith("# ")
        assert assumptions()[key].label in before[-2]


def test_conservative_is_worse_and_optimistic_better_than_expected():
    worth = [case(Scenario.default(kind).values()).npv for kind in STARTS]
    assert worth == sorted(worth)
    assert worth[0] < worth[1] < worth[2]


def test_a_leaning_input_says_what_it_leans_from():
    leaning = Scenario.default("conservative", {"coverage": COVERAGE}).resolved["coverage"]
    assert leaning.value == pytest.approx((0.62 + 0.59) / 2)
    assert isinstance(leaning.origin, Computed)
    assert "run 3" in leaning.words


def test_an_override_is_marked_and_can_be_taken_back():
    changed = START.measured({"coverage": COVERAGE}).with_values(coverage=0.9)
    assert changed["coverage"] == 0.9
    assert "entered by hand" in changed.inputs["coverage"].words
    assert "run 3" in changed.inputs["coverage"].words
    assert changed.reset("coverage")["coverage"] == 0.62


def test_a_new_measurement_leaves_what_was_entered_by_hand_on_top():
    changed = START.with_values(coverage=0.9).measured({"coverage": COVERAGE})
    assert changed["coverage"] == 0.9
    assert changed.reset("coverage")["coverage"] == 0.62


def test_a_measured_value_that_cannot_be_is_refused():
    none = Input.measured("tickets_per_month", 0, n=1, low=0, high=0, source="an empty export")
    with pytest.raises(InputsError, match="Tickets a month"):
        START.measured({"tickets_per_month": none})


@pytest.mark.parametrize("value", [-1, 1.2, math.nan, math.inf, "much", None, True, 10**400])
def test_a_share_that_is_none_is_refused(value: object):
    assert "Share routed alone" in input_problems({"coverage": value})["coverage"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[inputs]\ncoverge = 0.7", '"coverge"'),
        ("coverage = 0.7", r'"coverage": it belongs under \[inputs\]'),
        ("colour = 1", '"colour"'),
        ("[inputs]\ncoverage = 70", '"coverage"'),
        ("[inputs]\ncoverage = nan", '"coverage"'),
        ('[inputs]\ncoverage = "most"', '"coverage"'),
        ("[inputs]\nwage_per_hour = -3", '"wage_per_hour"'),
        ("[inputs]\ntickets_per_month = 0", '"tickets_per_month"'),
        ("[inputs]\ncoverage = { value = 0.5, lo = 0.1 }", '"coverage.lo"'),
        ("[inputs]\ncoverage = { low = 0.1 }", '"coverage.value"'),
        ("[inputs]\ncoverage = { value = 0.5, low = 0.6 }", '"coverage.value"'),
        ("[inputs]\ncoverage = { value = 0.5, low = -1 }", '"coverage.low"'),
        ("[inputs]\ncoverage = { value = 0.5, n = 0 }", '"coverage.n"'),
        ("[inputs]\ncoverage = { value = 0.5, source = 3 }", '"coverage.source"'),
        ("[inputs]\ncoverage = { value = 0.5, strength = 3 }", '"coverage.strength"'),
        ("inputs = 3", '"inputs"'),
        ("horizon_months = 0", '"horizon_months"'),
        ("horizon_months = 600", '"horizon_months"'),
        ("horizon_months = true", '"horizon_months"'),
        ('currency = "euro"', '"currency"'),
        ('pay = "weekly"', '"pay"'),
        ("pay = [1]", '"pay"'),
        ("seed = -1", '"seed"'),
        ("name = 3", '"name"'),
        ('company = "a\\nb"', '"company"'),
        ("name = ", "not valid TOML"),
    ],
)
def test_a_wrong_key_is_named(text: str, named: str):
    with pytest.raises(ScenarioError, match=named):
        read_scenario(text)


def test_a_value_outside_the_usual_range_widens_it():
    high = read_scenario("[inputs]\nmanual_seconds = 900").inputs["manual_seconds"]
    assert (high.low, high.high) == (120, 900)


def test_a_name_is_one_line_of_reasonable_length():
    assert setting_problem("company", "x" * 121)
    assert setting_problem("company", "Müller & Söhne 株式会社") is None


def test_what_follows_an_input_moves_with_it_until_it_has_a_value_of_its_own():
    slow = START.with_values(manual_seconds=360)
    assert slow["review_seconds"] == 270
    assert slow.values().but(manual_seconds=180)["review_seconds"] == 135
    own = slow.with_values(review_seconds=100)
    assert own["review_seconds"] == 100
    assert own.values().but(manual_seconds=180)["review_seconds"] == 100
    assert own.reset("review_seconds")["review_seconds"] == 270


def test_a_measured_source_moves_what_follows_it_and_says_so():
    seconds = Input.measured("manual_seconds", 90, n=400, low=85, high=95, source="the file")
    followed = START.measured({"manual_seconds": seconds}).resolved["review_seconds"]
    assert followed.value == pytest.approx(67.5)
    assert "moves with sorting a ticket by hand" in followed.words


def test_a_value_out_of_line_with_what_it_follows_is_flagged():
    assert flags(START) == {}
    assert set(flags(START.with_values(rework_minutes=31))) == {"rework_minutes"}
    assert flags(START.with_values(rework_minutes=31, handle_minutes=40)) == {}


def test_defaults_in_dollars_are_converted_at_the_rate_and_entered_amounts_are_not():
    yen = _yen().with_values(wage_per_hour=3000)
    assert yen["wage_per_hour"] == 3000
    assert yen["platform_cost_per_month"] == 300 * 150
    assert yen["load_factor"] == 1.42
    plain, converted = case(START.values()), case(_yen().values())
    assert converted.npv == pytest.approx(150 * plain.npv)


def _yen():
    return START.in_currency("JPY").converted(150, date(2026, 11, 28))


def test_amounts_entered_in_another_currency_wait_for_the_rate_and_are_converted_once():
    dollars = START.with_values(wage_per_hour=30, platform_cost_per_month=1000)
    waiting = dollars.in_currency("EUR")
    assert waiting.in_dollars == ("wage_per_hour", "platform_cost_per_month")
    assert waiting.rate_is_open
    euros = waiting.with_values(platform_cost_per_month=1000).converted(0.9, date(2026, 11, 28))
    assert euros["wage_per_hour"] == 27
    assert euros["platform_cost_per_month"] == 1000  # entered again, in euros
    assert euros.in_dollars == ()
    again = euros.converted(0.8, date(2026, 12, 1))
    assert again["wage_per_hour"] == 27  # now an amount in euros


def test_from_one_currency_to_the_next_entered_amounts_go_by_the_dollar():
    pounds = _yen().with_values(wage_per_hour=3000).in_currency("GBP")
    assert pounds["wage_per_hour"] == 20
    assert pounds.converted(0.8, date(2026, 11, 28))["wage_per_hour"] == 16
    assert pounds.in_currency("USD").in_dollars == ()


def test_without_a_confirmed_rate_amounts_stand_one_for_one_and_it_is_known():
    euros = replace(START, currency="EUR")
    assert euros.rate_is_open
    assert euros["wage_per_hour"] == START["wage_per_hour"]
    assert not START.rate_is_open


def test_a_benefit_counts_from_its_date_on():
    later = replace(
        START,
        begins=date(2027, 1, 1),
        commitments={"headcount": Commitment("Ana", date(2027, 4, 15))},
    )
    assert later.values().first_month == {"headcount": 4}
    assert case(later.values()).npv < case(START.values()).npv

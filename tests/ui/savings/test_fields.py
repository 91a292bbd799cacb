"""A field of Savings: shown in its unit, and read back as what was meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi.inputs.assumptions import assumptions
from ui.savings.fields import digits, label, meant, problem, shown, source, step

RULES = assumptions()
rules = st.sampled_from(list(RULES.values()))


@given(rules, st.floats(0, 1))
def test_what_is_shown_is_read_back_as_the_same_value(rule, part: float):
    value = round(rule.minimum + part * (rule.maximum - rule.minimum), 6)
    assert meant(rule, shown(rule, value)) == pytest.approx(value, rel=1e-9, abs=1e-9)


@given(rules)
def test_an_arrow_changes_what_the_field_shows(rule):
    assert step(rule) > 0
    written = digits(rule, rule.value)
    value = shown(rule, rule.value)
    assert written % value != written % (value + 10 * step(rule))


@given(rules)
def test_the_default_is_without_a_problem_and_beyond_the_ends_there_is_one(rule):
    assert problem(rule, shown(rule, rule.value)) is None
    assert problem(rule, shown(rule, rule.maximum) * 1.5 + 1)
    assert problem(rule, None)


def test_money_is_named_in_the_currency_of_the_scenario():
    assert label(RULES["wage_per_hour"], "JPY").endswith("JPY per hour")
    assert label(RULES["coverage"], "JPY").endswith(", %")


@given(rules)
def test_the_help_of_a_field_names_its_source(rule):
    said = source(rule, "USD")
    assert rule.source.replace("$", r"\$") in said
    assert f"({rule.strength} evidence)" in said

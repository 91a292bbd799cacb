"""Every input is a named yellow cell that refuses what the model refuses."""

from __future__ import annotations

import pytest

from roi.inputs.assumptions import assumptions
from roi.inputs.values import INPUTS
from roi.model.lines import table
from roi.scenarios.setting_checks import CHOICES
from tests.roi.export.workbook.conftest import named, rows

SHEET = "Assumptions"


def test_every_input_is_a_named_cell_with_the_value_that_counts(values, measured):
    for key in INPUTS:
        assert named(values, key) == pytest.approx(measured.scenario[key]), key
    assert named(values, "horizon_months") == measured.scenario.horizon_months
    assert named(values, "pay") == measured.scenario.pay


def test_an_input_that_follows_another_is_a_formula(formulas):
    assert str(named(formulas, "review_seconds")).startswith("=manual_seconds*")
    assert named(formulas, "tickets_per_month") == 30_000


def test_what_follows_nothing_is_a_plain_number(nothing_values, nothing):
    assert named(nothing_values, "review_seconds") == 0
    assert nothing.scenario["manual_seconds"] == 0


def test_amounts_in_another_currency_follow_the_exchange_rate(euro_formulas):
    book = euro_formulas
    assert str(named(book, "wage_per_hour")).startswith("=usd_rate*")
    unit = rows(book[SHEET])[assumptions()["wage_per_hour"].label][1]
    assert unit == "EUR per hour"


def test_accepted_ledgers_are_one_and_the_others_zero(values):
    assert [named(values, f"accept_{each}") for each in ("cash", "capacity", "avoided")] == [
        1,
        0,
        0,
    ]


def test_a_benefit_begins_in_the_month_of_its_commitment(values):
    assert named(values, "headcount_from") == 3
    label = table().lines["headcount"].label
    assert rows(values[SHEET])[f"{label}, from month"][4] == "Ana Lindqvist"


def test_a_cell_refuses_what_the_model_would_refuse(formulas):
    rules = {str(each.sqref): each for each in formulas[SHEET].data_validations.dataValidation}
    for key in ("coverage", "wage_per_hour", "horizon_months"):
        rule, cell = assumptions()[key], formulas.defined_names[key].attr_text
        found = rules[cell.split("!")[1].replace("$", "")]
        assert (float(found.formula1), float(found.formula2)) == (rule.minimum, rule.maximum)
    pay = rules[formulas.defined_names["pay"].attr_text.split("!")[1].replace("$", "")]
    assert pay.formula1 == f'"{",".join(CHOICES["pay"])}"'

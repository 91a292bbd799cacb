"""The sheet of the model shows every part per ticket, live and in words."""

from __future__ import annotations

import pytest

from roi.export.workbook.model import SHEET
from roi.model.lines import environment
from roi.results.explain import PARTS, parts
from roi.results.simple import ANNUAL_SAVINGS
from tests.roi.export.workbook.conftest import named, rows


def test_every_part_is_a_named_formula_that_stores_the_model(formulas, values, measured):
    expected = parts(measured.case)
    for name in PARTS:
        assert str(named(formulas, name)).startswith("="), name
        assert named(values, name) == pytest.approx(expected[name]), name


def test_each_part_stands_beside_its_words_and_its_name_in_order(values, measured):
    settings = environment(measured.case.values)
    found = list(values[SHEET].iter_rows(min_row=4, max_row=3 + len(PARTS), values_only=True))
    assert [row[3] for row in found] == list(PARTS)
    assert [row[2] for row in found] == [each.in_words(settings) for each in PARTS.values()]


def test_the_simple_view_is_hours_saved_a_year_at_the_loaded_wage(values, measured):
    scenario = measured.scenario
    seconds = scenario["manual_seconds"] - scenario["llm_seconds"]
    hours = seconds * 12 * scenario["tickets_per_month"] / 3600
    found = rows(values[SHEET])[f"{ANNUAL_SAVINGS.name}, a year"]
    assert found[0] == pytest.approx(hours * measured.case.loaded_wage)

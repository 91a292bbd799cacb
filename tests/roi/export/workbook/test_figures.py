"""Every result is a named formula with its words, and stores what the model says."""

from __future__ import annotations

import pytest

from roi.export.workbook.figures import NAMES, SHEET, result_values
from roi.export.workbook.live import live
from roi.results.explain import RESULTS
from tests.roi.export.workbook.conftest import named, rows


def test_every_result_is_a_formula_that_stores_the_figure_of_the_case(formulas, values, measured):
    for name in RESULTS:
        cell = NAMES.get(name, name)
        assert str(named(formulas, cell)).startswith("="), name
        assert named(values, cell) == pytest.approx(getattr(measured.case, name)), name


def test_a_figure_that_does_not_exist_is_said_in_a_word(never, nothing):
    assert result_values(never)["payback"] == "never"
    assert result_values(never)["discounted_payback"] == "never"
    assert result_values(never)["irr"] == "none"
    assert result_values(nothing)["roi"] == "no costs"


def test_a_payback_of_no_months_is_a_number_and_not_never(nothing):
    assert nothing.case.payback == 0
    assert result_values(nothing)["payback"] == 0


def test_each_result_stands_beside_its_formula_in_words(values):
    found = rows(values[SHEET])
    for formula in RESULTS.values():
        assert found[formula.name][1] == formula.in_words()


def test_the_steps_follow_the_results_under_a_title_of_their_own(values):
    titles = [row[0].value for row in values[SHEET].iter_rows() if row[0].value]
    after = titles[titles.index("Steps towards the results") + 1 :]
    assert after == [label for label, _ in live()["steps"].values()]


def test_no_name_is_that_of_a_function_of_the_spreadsheet(formulas):
    assert {"npv", "irr", "roi"} & set(formulas.defined_names) == set()

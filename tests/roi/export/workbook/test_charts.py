"""The charts are drawn from live cells, and their waterfall leads from today to tomorrow."""

from __future__ import annotations

import pytest

from roi.export.workbook.charts import SHEET
from roi.model.lines import table


def _rows(book) -> list[tuple]:
    return [row[:6] for row in book[SHEET].iter_rows(min_row=4, values_only=True) if row[0]]


def test_the_waterfall_leads_from_todays_cost_to_tomorrows(values, measured):
    first, *steps, last = _rows(values)
    assert (first[0], last[0]) == ("Today", "Tomorrow")
    assert first[1] == pytest.approx(measured.case.cost_today_per_year)
    assert last[1] == pytest.approx(measured.case.cost_after_per_year)
    assert first[1] + sum(step[1] for step in steps) == pytest.approx(last[1])


def test_every_line_is_there_and_one_that_does_not_count_is_nothing(values, measured):
    steps = {row[0]: row[1] for row in _rows(values)[1:-1]}
    lines = (*table().where(side="benefit"), *table().running)
    assert list(steps) == [line.short for line in lines]
    beside = [line for line in lines if line.ledger not in (None, *measured.scenario.accepted)]
    assert {steps[line.short] for line in beside} == {0}


def test_a_saving_is_drawn_downwards_and_a_cost_upwards(values):
    for _, amount, base, total, saved, cost in _rows(values)[1:-1]:
        assert (total, saved, cost) == (0, max(0, -amount), max(0, amount))
        assert base >= 0


def test_every_amount_is_live(formulas):
    assert all(str(cell).startswith("=") for row in _rows(formulas) for cell in row[1:])


def test_there_are_three_charts_of_cells(formulas):
    charts = formulas[SHEET]._charts
    assert len(charts) == 3
    refs = [series.val.numRef.f for chart in charts for series in chart.series]
    assert all("!$" in each for each in refs)
    assert refs[0].endswith("$40")  # month 36 of the horizon, in the spreadsheet's row

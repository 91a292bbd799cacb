"""The sheet of ranges holds the tornado, the chances and the grid as they were found."""

from __future__ import annotations

import pytest

from roi.export.workbook.ranges import SHEET
from tests.roi.export.workbook.conftest import rows


def test_the_inputs_stand_in_the_order_in_which_they_move_the_case(values, measured):
    bars = measured.business.tornado
    found = list(values[SHEET].iter_rows(min_row=4, max_row=3 + len(bars), values_only=True))
    assert [row[0] for row in found] == [bar.label for bar in bars]
    assert [row[3] for row in found] == pytest.approx([bar.npv_at_low for bar in bars])
    assert [row[4] for row in found] == pytest.approx([bar.npv_at_high for bar in bars])
    assert [row[5] for row in found] == pytest.approx([bar.swing for bar in bars])


def test_the_chances_are_the_shares_of_the_futures(values, measured):
    found, futures = rows(values[SHEET]), measured.uncertainty
    assert found["Futures that pay back within 12 months"][0] == futures.within_a_year
    assert found["Futures that pay back within the horizon"][0] == futures.paid_back
    assert found["Futures with a net present value above zero"][0] == futures.positive_npv


def test_the_grid_says_in_how_many_months_or_never(never_values, never):
    grid = never.business.grid
    cells = list(never_values[SHEET].iter_rows(values_only=True))[-len(grid.ys) :]
    assert [row[0] for row in cells] == pytest.approx(list(grid.ys))
    expected = [["never" if month is None else month for month in row] for row in grid.payback]
    assert [list(row[1 : 1 + len(grid.xs)]) for row in cells] == expected


def test_it_says_that_it_does_not_change_with_the_inputs(values):
    assert "does not change with the inputs" in values[SHEET]["A2"].value
    assert values[SHEET]["A2"].value.startswith("From 50 simulated futures")

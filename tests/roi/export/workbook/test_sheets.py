"""The sheets stand in a reader's order, print one page wide, and name their cells."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from roi.export.report import Report
from roi.export.workbook.sheets import LINE, SHEETS, WIDE, Book


def _book(report: Report) -> Book:
    return Book.open(xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True}), report)


def test_the_answer_comes_first_and_the_method_last(values):
    assert tuple(values.sheetnames) == SHEETS
    assert (SHEETS[0], SHEETS[-1]) == ("Answer", "Method")


def test_every_sheet_prints_on_pages_one_wide(formulas):
    assert all(sheet.page_setup.fitToWidth in (None, 1) for sheet in formulas)
    assert all(sheet.sheet_properties.pageSetUpPr.fitToPage for sheet in formulas)


def test_every_name_points_to_one_cell_of_a_sheet(formulas):
    for name, defined in formulas.defined_names.items():
        (sheet, cell), *others = defined.destinations
        assert others == [], name
        assert formulas[sheet][cell].value is not None, name


def test_a_heading_leaves_the_first_free_row_below_the_header(measured):
    book = _book(measured)
    assert book.heading("Method", "Title", ["One", "Two"], [10, 20]) == WIDE
    book.workbook.close()


@pytest.mark.parametrize(("length", "lines"), [(10, 1), (100, 3), (0, 1)])
def test_a_row_is_as_high_as_its_longest_text(measured, length: int, lines: int):
    book = _book(measured)
    book.fit("Method", 5, {"x" * length: 50, "short": 50})
    points = book.sheets["Method"].row_sizes[5][0] * 0.75  # kept in pixels, 96 to 72 points
    assert points == pytest.approx(LINE * lines, abs=1)
    book.workbook.close()


def test_a_column_of_money_is_wide_enough_for_the_largest_amount(measured, never):
    wide = _book(measured).money_width
    assert wide >= len(measured.money(measured.case.net_total)) + 3
    assert _book(never).money_width >= 14


def test_money_has_the_sign_of_its_currency(euro_formulas):
    shapes = {cell.number_format for cell in euro_formulas["Cash flow"]["H"][3:]}
    assert any("€" in shape for shape in shapes)
    assert not any("$" in shape.replace("[$", "") for shape in shapes)

"""Rows of a sheet as they are streamed."""

from __future__ import annotations

from collections.abc import Callable

from routing.intake.container.archive import open_contents
from routing.intake.formats.table import Notes, Row
from routing.intake.formats.xlsx_rows import FORMULAS, sheet_rows
from routing.intake.formats.xlsx_workbook import Workbook
from tests.routing.intake.books import row, workbook


def rows_of(save: Callable, xml: str, notes: Notes | None = None) -> list[Row]:
    book = Workbook(open_contents(save(workbook({"T": xml}), "t.xlsx"))[0][0])
    return list(sheet_rows(book, book.sheets[0], notes or Notes()))


def test_cells_stand_where_their_reference_says(save: Callable):
    xml = '<row r="3"><c r="B3" t="inlineStr"><is><t>b</t></is></c><c r="AA3"><v>7</v></c></row>'
    (found,) = rows_of(save, xml)
    assert found.line == 3
    assert (found.cells[1], found.cells[26], len(found.cells)) == ("b", "7", 27)


def test_rows_without_a_value_are_none(save: Callable):
    xml = row(1, "a") + '<row r="2"><c r="A2" s="1"/></row><row r="3"/>' + row(4, "b")
    assert [found.line for found in rows_of(save, xml)] == [1, 4]


def test_a_formula_without_a_value_is_counted(save: Callable):
    notes = Notes()
    rows_of(save, row(1, "a") + '<row r="2"><c r="A2"><f>A1</f></c></row>', notes)
    assert notes.all()[0].startswith(FORMULAS)


def test_the_kinds_of_cells(save: Callable):
    xml = '<row r="1"><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="str"><v> x </v></c></row>'
    assert rows_of(save, xml)[0].cells == ["TRUE", "#N/A", " x "]

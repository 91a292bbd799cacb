"""The workbooks that the tests of the sheets share, as stored values and as formulas."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from roi.export.report import Report
from roi.export.workbook import to_xlsx


def opened(report: Report, *, values: bool) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(report)), data_only=values)


def named(book: openpyxl.Workbook, name: str) -> Any:
    """The value or formula of a named cell."""
    sheet, cell = next(iter(book.defined_names[name].destinations))
    return book[sheet][cell].value


def rows(sheet: Worksheet) -> dict[str, list[Any]]:
    """The other cells of each row by its first one."""
    found = {}
    for first, *others in sheet.iter_rows(values_only=True):
        found.setdefault(first, others)
    return found


def column(sheet: Worksheet, title: str) -> list[Any]:
    """The cells below a title of the header in row 3."""
    at = [cell.value for cell in sheet[3]].index(title)
    return [row[at] for row in sheet.iter_rows(min_row=4, values_only=True)]


@pytest.fixture(scope="session")
def values(measured: Report) -> openpyxl.Workbook:
    return opened(measured, values=True)


@pytest.fixture(scope="session")
def formulas(measured: Report) -> openpyxl.Workbook:
    return opened(measured, values=False)


@pytest.fixture(scope="session")
def never_values(never: Report) -> openpyxl.Workbook:
    return opened(never, values=True)


@pytest.fixture(scope="session")
def nothing_values(nothing: Report) -> openpyxl.Workbook:
    return opened(nothing, values=True)


@pytest.fixture(scope="session")
def euro_formulas(euros: Report) -> openpyxl.Workbook:
    return opened(euros, values=False)

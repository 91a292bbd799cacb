"""The workbook: live formulas over named inputs, each with its computed value stored."""

from __future__ import annotations

import io

import xlsxwriter

from roi.export.report import Report
from roi.export.workbook import (
    cash_flows,
    charts,
    figures,
    inputs,
    method,
    model,
    objections,
    ranges,
    summary,
    years,
)
from roi.export.workbook.sheets import Book


def to_xlsx(report: Report) -> bytes:
    """The report as an XLSX workbook that leads with the answer.

    Inputs are named cells; every figure that depends on them is a formula, so that a reader can
    change an input and see what follows. Figures from draws do not change and say so.

    >>> from roi.export.report import prepare
    >>> from roi.scenarios.scenario import Scenario
    >>> to_xlsx(prepare(Scenario.default(), draws=100))[:2]
    b'PK'
    """
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    book = Book.open(workbook, report)
    for sheet in (
        summary,
        years,
        cash_flows,
        inputs,
        objections,
        ranges,
        charts,
        model,
        figures,
        method,
    ):
        sheet.write(book)
    workbook.close()
    return file.getvalue()

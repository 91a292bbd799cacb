"""The sheet of the model: every part per ticket, with its formula live and in words."""

from __future__ import annotations

from typing import Final

from roi.export.workbook.sheets import Book
from roi.model.lines import environment, table
from roi.results.explain import PARTS, parts
from roi.results.simple import ANNUAL_SAVINGS, MANUAL_HOURS_SAVED, manual_hours_saved
from roi.units import MONTHS_A_YEAR

SHEET: Final = "Model"
SHAPES: Final = {
    **{
        key: {"money": "money", "seconds": "number"}.get(part.unit, "factor")
        for key, part in table().parts.items()
    },
    **{f"{line.key}_line": "money" for line in table().lines.values() if line.basis != "ticket"},
}


def write(book: Book) -> None:
    """Write the sheet."""
    title, widths = (
        "Model: what one routed ticket brings and costs",
        [48, book.money_width, 100, 22],
    )
    row = book.heading(SHEET, title, ["Figure", "Value", "Formula", "Name"], widths)
    page, formats = book.sheets[SHEET], book.formats
    values = parts(book.report.case)
    settings = environment(book.report.case.values)
    for name, formula in PARTS.items():
        page.write_string(row, 0, formula.name, formats["text"])
        shape = formats[SHAPES.get(name, "unit_money")]
        page.write_formula(row, 1, formula.in_excel(), shape, values[name])
        page.write_string(row, 2, formula.in_words(settings), formats["text"])
        page.write_string(row, 3, name, formats["small"])
        book.fit(SHEET, row, {formula.in_words(settings): 100})
        book.name(name, SHEET, row, 1)
        row += 1
    _simple(book, row + 1)


def _simple(book: Book, row: int) -> None:
    """The simple view beside it, before volume grows and before any cost."""
    page, formats, scenario = book.sheets[SHEET], book.formats, book.report.scenario
    page.write_string(row, 0, "Simple view", formats["group"])
    hours = MONTHS_A_YEAR * manual_hours_saved(
        scenario["manual_seconds"], scenario["llm_seconds"], scenario["tickets_per_month"]
    )
    wage = book.report.case.loaded_wage
    cells = {"tickets": "(tickets_per_month*12)", "hours_saved_per_year": f"B{row + 2}",
             "loaded_wage_per_hour": "loaded_wage"}  # fmt: skip
    for formula, value, shape in (
        (MANUAL_HOURS_SAVED, hours, "number"),
        (ANNUAL_SAVINGS, hours * wage, "money"),
    ):
        row += 1
        page.write_string(row, 0, f"{formula.name}, a year", formats["text"])
        page.write_formula(row, 1, formula.in_excel(cells), formats[shape], value)
        page.write_string(row, 2, formula.in_words(), formats["text"])

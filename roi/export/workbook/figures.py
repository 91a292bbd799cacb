"""The sheet of figures: every result and every step towards it, live, with its formula."""

from __future__ import annotations

from typing import Any, Final

from roi.export.report import Report
from roi.export.workbook.live import live, step_values
from roi.export.workbook.sheets import Book
from roi.model.lines import table
from roi.results.explain import RESULTS, terms

SHEET: Final = "Figures"
# Names of cells must not be those of functions.
NAMES: Final = {"npv": "net_present_value", "irr": "internal_rate", "roi": "return_on_investment"}
UNITS: Final = {"money": "money", "share": "share", "hours": "count", "number": "number",
                "months": "months", "seconds": "number"}  # fmt: skip
SHAPES: Final = {
    **{key: UNITS[result.unit] for key, result in table().results.items()},
    "routed_per_year": "count", "tickets_per_year": "count", "irr_guess": "factor",
    "irr_monthly": "factor",
}  # fmt: skip
FORMULA_WIDTH: Final = 96


def write(book: Book) -> None:
    """Write the sheet."""
    page, formats, values = book.sheets[SHEET], book.formats, result_values(book.report)
    widths = [50, book.money_width, FORMULA_WIDTH]
    row = book.heading(
        SHEET, "How every figure comes about", ["Figure", "Value", "Formula"], widths
    )
    for name, formula in RESULTS.items():
        text = live()["results"].get(name) or formula.in_excel(NAMES)
        _row(book, row, NAMES.get(name, name), (formula.name, text), (SHAPES[name], values[name]))
        page.write_string(row, 2, formula.in_words(), formats["text"])
        book.fit(SHEET, row, {formula.in_words(): FORMULA_WIDTH})
        row += 1
    page.write_string(row + 1, 0, "Steps towards the results", formats["group"])
    row += 2
    for name, labelled in live()["steps"].items():
        _row(book, row, name, labelled, (SHAPES.get(name, "money"), values[name]))
        row += 1


def result_values(report: Report) -> dict[str, Any]:
    """What every formula comes to."""
    result = report.case
    values: dict[str, Any] = {**terms(report.scenario, result), **step_values(report)}
    for name in RESULTS:
        figure = getattr(result, name)
        values[name] = {"roi": "no costs", "irr": "none"}.get(name, "never")
        if figure is not None:
            values[name] = figure
    return values


def _row(
    book: Book, row: int, name: str, labelled: tuple[str, str], shown: tuple[str, Any]
) -> None:
    page = book.sheets[SHEET]
    page.write_string(row, 0, labelled[0], book.formats["text"])
    page.write_formula(row, 1, labelled[1], book.formats[shown[0]], shown[1])
    book.name(name, SHEET, row, 1)

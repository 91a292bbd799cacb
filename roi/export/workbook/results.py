"""The first sheet: the verdict and every result, live, with its range and its formula."""

from __future__ import annotations

from typing import Any, Final

from roi.break_even import Required
from roi.explain import RESULTS, terms
from roi.export.report import Report, words
from roi.export.workbook.book import WIDE, Book
from roi.export.workbook.live import live, step_values
from roi.uncertainty import Range

SHEET: Final = "Summary"
# Names of cells must not be those of functions.
NAMES: Final = {"npv": "net_present_value", "irr": "internal_rate", "roi": "return_on_investment"}
FIELDS: Final = {cell: field for field, cell in NAMES.items()}
SHAPES: Final = {
    "hours_saved_per_year": "count", "hours_used_per_year": "count",
    "full_time_equivalents": "number", "roi": "share", "irr": "share", "payback": "months",
    "discounted_payback": "months", "break_even_volume": "number",
    "break_even_precision": "share", "routed_per_year": "count", "tickets_per_year": "count",
    "pv_routed": "count", "unit_gain": "unit_money", "irr_guess": "factor", "irr_monthly": "factor",
    "wage_gain": "number", "precision_at_zero": "factor", "volume_at_zero": "number",
    "pv_months": "number",
}  # fmt: skip
COLUMNS: Final = ["Figure", "Value", "P10", "P50", "P90", "Formula"]
FORMULA_WIDTH: Final = 96


def write(book: Book) -> None:
    """Write the sheet."""
    report = book.report
    page, formats = book.sheets[SHEET], book.formats
    widths = [50, *[book.money_width] * 4, FORMULA_WIDTH]
    row = book.heading(SHEET, words()["title"], COLUMNS, widths)
    page.write_string(1, 0, f"{report.company} · {report.scenario.name}", formats["plain"])
    values = _values(report)
    for name, formula in RESULTS.items():
        text = live()["results"].get(name) or (formula.text and formula.in_excel(NAMES))
        _row(book, row, NAMES.get(name, name), (formula.name, text), values[name])
        page.write_string(row, 5, formula.in_words(), formats["text"])
        book.fit(SHEET, row, {formula.in_words(): FORMULA_WIDTH})
        _range(book, row, report, name)
        row += 1
    row = _notes(book, row + 1)
    for name, labelled in live()["steps"].items():
        _row(book, row, name, labelled, values[name])
        row += 1
    page.freeze_panes(WIDE, 1)


def _row(book: Book, row: int, name: str, labelled: tuple[str, str], value: Any) -> None:
    page = book.sheets[SHEET]
    shape = SHAPES.get(name, SHAPES.get(FIELDS.get(name, name), "money"))
    page.write_string(row, 0, labelled[0], book.formats["text"])
    if labelled[1]:
        page.write_formula(row, 1, labelled[1], book.formats[shape], value)
    else:
        page.write(row, 1, value, book.formats[shape])
    book.name(name, SHEET, row, 1)


def _range(book: Book, row: int, report: Report, name: str) -> None:
    """Percentiles where there are any; they do not follow a changed input."""
    found = getattr(report.uncertainty, name, None)
    if not isinstance(found, Range):
        return
    for column, figure in enumerate((found.p10, found.p50, found.p90), 2):
        shape = book.formats[SHAPES.get(name, "money")]
        book.sheets[SHEET].write(row, column, "never" if figure is None else figure, shape)


def _notes(book: Book, row: int) -> int:
    page, formats, report = book.sheets[SHEET], book.formats, book.report
    notes = [
        *report.headline(),
        f"P10, P50, P90: {words()['simulated'].format(**report.settings)}.",
    ]
    for note in notes:
        page.merge_range(row, 0, row, 5, "", formats["text"])
        page.write_string(row, 0, note, formats["text"])
        row += 1
    page.write_string(row + 1, 0, "Steps towards the results", formats["group"])
    return row + 2


def _values(report: Report) -> dict[str, Any]:
    """What every formula comes to."""
    result = report.case
    values = {**terms(report.scenario, result), **step_values(report)}
    for name in RESULTS:
        figure = getattr(result, name)
        if isinstance(figure, Required):
            figure = figure.side if figure.value is None else figure.value
        values[name] = _absent(name) if figure is None else figure
    return values


def _absent(name: str) -> str:
    return {"roi": "no costs", "irr": "none"}.get(name, "never")

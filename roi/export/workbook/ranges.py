"""The sheet of ranges: what the draws, the sensitivity and the two-way grid found."""

from __future__ import annotations

from typing import Final

from roi.export.wording import words
from roi.export.workbook.sheets import WIDE, Book
from roi.inputs.assumptions import assumptions
from roi.numbers import payback
from roi.risk.sensitivity import what_must_be_true

SHEET: Final = "Sensitivity"
COLUMNS: Final = ["Input", "Low", "High", "NPV at low", "NPV at high", "Swing", "NPV is 0 at"]


def write(book: Book) -> None:
    """Write the sheet; nothing on it changes with the inputs, and it says so."""
    row = book.heading(SHEET, "Which inputs move the case", COLUMNS, [48, *[book.money_width] * 6])
    note = words()["simulated"].format(**book.report.settings)
    book.sheets[SHEET].write_string(1, 0, f"{note}.", book.formats["plain"])
    row = _tornado(book, row)
    row = _chances(book, row + 1)
    _grid(book, row + 1)


def _tornado(book: Book, row: int) -> int:
    page, formats, report = book.sheets[SHEET], book.formats, book.report
    must = what_must_be_true(report.scenario)
    needed = {each.key: report.required(each).rpartition(": ")[2] for each in must}
    for bar in report.business.tornado:
        shape = formats["share" if assumptions()[bar.key].is_share else "number"]
        page.write_string(row, 0, bar.label, formats["text"])
        page.write_number(row, 1, bar.low, shape)
        page.write_number(row, 2, bar.high, shape)
        for column, amount in enumerate((bar.npv_at_low, bar.npv_at_high, bar.swing), 3):
            page.write_number(row, column, amount, formats["whole"])
        page.write_string(row, 6, needed.get(bar.key, ""), formats["plain"])
        row += 1
    return row


def _chances(book: Book, row: int) -> int:
    page, formats, found = book.sheets[SHEET], book.formats, book.report.uncertainty
    for label, share in (
        ("Futures that pay back within 12 months", found.within_a_year),
        ("Futures that pay back within the horizon", found.paid_back),
        ("Futures with a net present value above zero", found.positive_npv),
    ):
        page.write_string(row, 0, label, formats["text"])
        page.write_number(row, 1, share, formats["share"])
        row += 1
    return row


def _grid(book: Book, row: int) -> None:
    page, formats, grid = book.sheets[SHEET], book.formats, book.report.business.grid
    across, down = assumptions()[grid.x_key].label, assumptions()[grid.y_key].label
    title = f"Payback in months by {across} (across) and {down} (down)"
    page.write_string(row, 0, title, formats["group"])
    page.set_column(len(COLUMNS), len(grid.xs), book.money_width)
    for column, x in enumerate(grid.xs, 1):
        page.write_number(row + 1, column, x, formats["number"])
    for line, (y, months) in enumerate(zip(grid.ys, grid.payback, strict=True), row + 2):
        page.write_number(line, 0, y, formats["count"])
        for column, month in enumerate(months, 1):
            page.write(line, column, payback(None) if month is None else month, formats["cell"])
    area = (row + 2, 1, row + 1 + len(grid.ys), len(grid.xs))
    page.conditional_format(*area, {"type": "3_color_scale", "min_color": "#A8DAC9",
                                    "mid_color": "#FFF3CF", "max_color": "#F2B8A8"})  # fmt: skip
    page.freeze_panes(WIDE, 1)

"""The sheet that says how the figures were computed and what they do not say."""

from __future__ import annotations

from typing import Final

from roi.export.wording import words
from roi.export.workbook.sheets import Book

SHEET: Final = "Method"
WIDTH: Final = 78


def write(book: Book) -> None:
    """Write the sheet."""
    row = book.heading(SHEET, "Method and limits", ["How the figures were computed"], [WIDTH])
    page, formats, report = book.sheets[SHEET], book.formats, book.report
    page.write_string(1, 0, f"{words()['stored']}.", formats["plain"])
    for line in report.method():
        page.write_string(row, 0, line, formats["text"])
        book.fit(SHEET, row, {line: WIDTH})
        row += 1
    page.write_string(row + 1, 0, "What the figures do not say", formats["header"])
    row += 2
    for line in report.limits():
        page.write_string(row, 0, line, formats["text"])
        book.fit(SHEET, row, {line: WIDTH})
        row += 1
    page.write_string(row + 1, 0, "The bridge from the simple view", formats["header"])
    row += 2
    for step in report.business.bridge:
        page.write_string(row, 0, f"{step.label}: {report.money(step.amount)}", formats["text"])
        row += 1

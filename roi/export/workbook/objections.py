"""The sheet of what could go wrong, and of what finance will say."""

from __future__ import annotations

from typing import Final

from roi.export.pdf.risks import counter
from roi.export.wording import words
from roi.export.workbook.sheets import Book

SHEET: Final = "What could go wrong"
WIDTH: Final = 110


def write(book: Book) -> None:
    """Write the sheet; it was computed once and says so."""
    page, formats = book.sheets[SHEET], book.formats
    found = counter(book.report)
    row = book.heading(SHEET, found["title"], ["If", "Left a year"], [60, WIDTH])
    page.write_string(1, 0, f"{words()['stored']}.", formats["plain"])
    for text, amount, _ in found["rows"]:
        page.write_string(row, 0, text, formats["text"])
        page.write_string(row, 1, amount, formats["text"])
        row += 1
    page.write_string(row + 1, 0, "What finance will say", formats["header"])
    page.write_string(row + 1, 1, "What this desk answers", formats["header"])
    row += 2
    for question, answer, answered in found["objections"]:
        mark = "" if answered else "Not answered. "
        page.write_string(row, 0, question, formats["text"])
        page.write_string(row, 1, f"{mark}{answer}", formats["text"])
        book.fit(SHEET, row, {answer: WIDTH})
        row += 1

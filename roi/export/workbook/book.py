"""What the sheets of the workbook share: the report, the sheets by name, and the formats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from roi.assumptions import assumptions
from roi.export.report import Report, money_shape

SHEETS: Final = (
    "Summary", "Charts", "Assumptions", "Model", "Cash flow", "Ranges", "Method",
)  # fmt: skip
MONTHS: Final = int(assumptions()["horizon_months"].maximum)  # rows for every horizon allowed
WIDE: Final = 3


@dataclass(frozen=True, slots=True)
class Book:
    """An open workbook; xlsxwriter has no types of its own, hence Any."""

    workbook: Any
    report: Report
    sheets: Mapping[str, Any]
    formats: Mapping[str, Any]

    @classmethod
    def open(cls, workbook: Any, report: Report) -> Book:
        """Add all sheets and formats to an empty workbook."""
        sheets = {name: workbook.add_worksheet(name) for name in SHEETS}
        for sheet in sheets.values():
            sheet.hide_gridlines(2)
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
        workbook.set_properties({"title": "RouteCase", "company": report.company})
        workbook.set_calc_mode("auto")
        return cls(workbook, report, sheets, _formats(workbook, report))

    def name(self, name: str, sheet: str, row: int, column: int) -> None:
        """Give a cell a name that formulas on every sheet can use."""
        letter = chr(ord("A") + column)
        self.workbook.define_name(name, f"='{sheet}'!${letter}${row + 1}")

    def heading(self, sheet: str, title: str, columns: list[str], widths: list[int]) -> int:
        """A title and a header row; returns the first free row."""
        page = self.sheets[sheet]
        page.write_string(0, 0, title, self.formats["title"])
        for column, (text, width) in enumerate(zip(columns, widths, strict=True)):
            page.write_string(2, column, text, self.formats["header"])
            page.set_column(column, column, width)
        page.freeze_panes(WIDE, 1)
        return WIDE


def _formats(workbook: Any, report: Report) -> dict[str, Any]:
    base = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
    given = {"bg_color": "#FFF8E1", "border": 1, "border_color": "#E0C878", "locked": False}
    wrap = {"text_wrap": True}
    shapes: dict[str, dict[str, Any]] = {
        "text": wrap,
        "plain": {},
        "small": {**wrap, "font_color": "#666666", "font_size": 9},
        "title": {"bold": True, "font_size": 16, "font_color": report.brand.colour},
        "group": {"bold": True, "font_color": report.brand.colour, "bottom": 1},
        "header": {**wrap, "bold": True, "bg_color": report.brand.colour, "font_color": "#FFFFFF"},
        "money": {"num_format": money_shape(report, 2)},
        "whole": {"num_format": money_shape(report, 0)},
        "unit_money": {"num_format": money_shape(report, 6)},
        "number": {"num_format": "#,##0.00"},
        "count": {"num_format": "#,##0"},
        "factor": {"num_format": "0.0000"},
        "share": {"num_format": "0.0%"},
        "months": {"num_format": '[=0]"immediately";[=1]0" month";0" months"', "align": "right"},
        "given": {**given, "num_format": "#,##0.######"},
        "given_share": {**given, "num_format": "0.0##%"},
        "given_text": {**given, "align": "right"},
        "bold_money": {"num_format": money_shape(report, 2), "bold": True, "top": 1},
        "beyond": {"font_color": "#C8C8C8"},
    }
    return {name: workbook.add_format({**base, **shape}) for name, shape in shapes.items()}

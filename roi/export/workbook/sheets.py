"""What the sheets of the workbook share: the report, the sheets by name, and the formats."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from roi.export.report import Report, money_shape
from roi.inputs.assumptions import assumptions
from roi.numbers import money

# What a reader wants first; the helpers are at the back.
SHEETS: Final = (
    "Answer", "By year", "Cash flow", "Assumptions", "What could go wrong", "Sensitivity",
    "Charts", "Model", "Figures", "Method",
)  # fmt: skip
# Printed on one page, and upright, where a second one would stand nearly empty.
ONE_PAGE: Final = ("Assumptions", "Method")
UPRIGHT: Final = ("Method",)
MONTHS: Final = int(assumptions()["horizon_months"].maximum)  # rows for every horizon allowed
WIDE: Final = 3
MONTHS_SHAPE: Final = '[=0]"immediately";[=1]0" month";0" months"'
LINE: Final = 15.5  # points a line of text is high
ROOM: Final = 1.15  # some characters are wider than a digit, by which columns are measured


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
        for name, sheet in sheets.items():
            sheet.hide_gridlines(2)
            sheet.set_portrait() if name in UPRIGHT else sheet.set_landscape()
            sheet.set_paper(9)
            sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
            sheet.fit_to_pages(1, 1 if name in ONE_PAGE else 0)
        workbook.set_properties({"title": "RouteCase", "company": report.company})
        workbook.set_calc_mode("auto")
        return cls(workbook, report, sheets, _formats(workbook, report))

    def name(self, name: str, sheet: str, row: int, column: int) -> None:
        """Give a cell a name that formulas on every sheet can use."""
        letter = chr(ord("A") + column)
        self.workbook.define_name(name, f"='{sheet}'!${letter}${row + 1}")

    def fit(self, sheet: str, row: int, texts: Mapping[str, int]) -> None:
        """Make a row as high as its longest text needs; keys are texts, values column widths."""
        lines = max(math.ceil(len(text) * ROOM / width) for text, width in texts.items())
        self.sheets[sheet].set_row(row, LINE * max(1, lines))

    @property
    def money_width(self) -> int:
        """A column wide enough for the largest amount of the report, with cents."""
        result = self.report.case
        largest = max(map(abs, (*result.cumulative, result.npv, result.cost_today_per_year * 10)))
        return max(14, len(money(largest, self.report.scenario.currency, 2)) + 3)

    def heading(self, sheet: str, title: str, columns: list[str], widths: list[int]) -> int:
        """A title and a header row; returns the first free row."""
        page = self.sheets[sheet]
        page.set_row(0, LINE * 1.6)
        page.write_string(0, 0, title, self.formats["title"])
        for column, (text, width) in enumerate(zip(columns, widths, strict=True)):
            page.write_string(2, column, text, self.formats["header"])
            page.set_column(column, column, width)
        self.fit(sheet, 2, dict(zip(columns, widths, strict=True)))
        page.freeze_panes(WIDE, 1)
        return WIDE


def _formats(workbook: Any, report: Report) -> dict[str, Any]:
    base = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
    given = {"bg_color": "#FFF8E1", "border": 1, "border_color": "#E0C878", "locked": False}
    wrap = {"text_wrap": True}
    big = {"bold": True, "font_size": 18, "align": "left"}
    shapes: dict[str, dict[str, Any]] = {
        "text": {**wrap, "indent": 1},
        "plain": {},
        "small": {**wrap, "font_color": "#666666", "font_size": 9},
        "answer": {**wrap, "bold": True, "font_size": 20, "valign": "vcenter"},
        "label": {**wrap, "font_color": "#5F6879"},
        "big": {**big, "num_format": money_shape(report, 0)},
        "big_share": {**big, "num_format": "0.0%"},
        "big_months": {**big, "num_format": MONTHS_SHAPE},
        "stamp": {**wrap, "font_color": "#8F5600", "bg_color": "#FDF3DF"},
        "whole_bold": {"num_format": money_shape(report, 0), "bold": True, "top": 1},
        "percent": {"num_format": "0%"},
        "title": {"bold": True, "font_size": 16, "font_color": report.brand.colour},
        "group": {"bold": True, "font_color": report.brand.colour, "bottom": 1},
        "header": {**wrap, "bold": True, "bg_color": report.brand.colour, "font_color": "#FFFFFF"},
        "money": {"num_format": money_shape(report, 2)},
        "whole": {"num_format": money_shape(report, 0)},
        "unit_money": {"num_format": money_shape(report, 6)},
        "number": {"num_format": "#,##0.00"},
        "count": {"num_format": "#,##0"},
        "edge": {"num_format": "#,##0.####"},
        "cell": {"num_format": "0", "align": "center"},
        "factor": {"num_format": "0.0000"},
        "share": {"num_format": "0.0%"},
        "months": {"num_format": MONTHS_SHAPE, "align": "right"},
        "given": {**given, "num_format": "#,##0.######"},
        "given_share": {**given, "num_format": "0.0##%"},
        "given_text": {**given, "align": "right"},
        "bold_money": {"num_format": money_shape(report, 2), "bold": True, "top": 1},
        "beyond": {"font_color": "#C8C8C8"},
    }
    return {name: workbook.add_format({**base, **shape}) for name, shape in shapes.items()}

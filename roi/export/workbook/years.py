"""The sheet by year: every line as TEI tells it, live, with its risk adjustment to change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from xlsxwriter.utility import xl_col_to_name

from roi.export.wording import words
from roi.export.workbook.cash_flows import column
from roi.export.workbook.sheets import MONTHS, Book
from roi.model.finance import years
from roi.model.lines import Line, table
from roi.results.conventions import INDIRECT
from roi.risk.risk_adjustment import adjusted

SHEET: Final = "By year"
MAX_YEARS: Final = years(MONTHS)
FIRST: Final = 3  # the column of the start
TOTAL: Final = FIRST + MAX_YEARS + 1


def write(book: Book) -> None:
    """Write the sheet; years beyond the horizon are there but hidden."""
    page, report = book.sheets[SHEET], book.report
    shown = years(report.scenario.horizon_months)
    names = (f"Year {year}" for year in range(1, MAX_YEARS + 1))
    titles = ["Line", "Counts", "Adjusted", "Start", *names, "Total", "Value today"]
    widths = [40, 12, 10, *[book.money_width] * (MAX_YEARS + 3)]
    row = book.heading(SHEET, "Benefits and costs by year, risk-adjusted", titles, widths)
    if shown < MAX_YEARS:
        page.set_column(FIRST + shown + 1, FIRST + MAX_YEARS, None, None, {"hidden": True})
    row = _group(book, row, "Benefits", table().where(side="benefit"), "tei_benefits")
    row = _group(book, row + 1, "Costs", table().where(side="cost"), "tei_costs")
    _nucleus(book, row + 1)


def _group(book: Book, row: int, title: str, lines: Sequence[Line], name: str) -> int:
    page, formats = book.sheets[SHEET], book.formats
    page.write_string(row, 0, title, formats["group"])
    first = row + 1
    for line in lines:
        row += 1
        _line(book, row, line)
    row += 1
    page.write_string(row, 0, f"{title}, risk-adjusted", formats["text"])
    worth = 0.0
    for at in range(FIRST, TOTAL + 2):
        letter = xl_col_to_name(at)
        counts = f"$B${first + 1}:$B${row}"
        formula = f"=SUMPRODUCT({counts},{letter}{first + 1}:{letter}{row})"
        worth = sum(_amount(book, line, at) * _counts(book, line) for line in lines)
        page.write_formula(row, at, formula, formats["whole_bold"], worth)
    book.name(name, SHEET, row, TOTAL + 1)
    return row + 1


def _line(book: Book, row: int, line: Line) -> None:
    page, formats = book.sheets[SHEET], book.formats
    page.write_string(row, 0, line.label, formats["text"])
    counts = f"=accept_{line.ledger}" if line.ledger else "=1"
    page.write_formula(row, 1, counts, formats["count"], _counts(book, line))
    page.write_number(row, 2, -line.sign * book.report.business.adjustments[line.key],
                      formats["given_share"])  # fmt: skip

    # A loss grows where a gain shrinks.
    def lowered(amount: str) -> str:
        return f"={amount}+ABS({amount})*$C{row + 1}"

    for at in range(FIRST, FIRST + MAX_YEARS + 1):
        total = f"SUMIFS({column(line.key)},{column('year')},{at - FIRST})"
        page.write_formula(row, at, lowered(total), formats["whole"], _amount(book, line, at))
    years_ = f"{xl_col_to_name(FIRST)}{row + 1}:{xl_col_to_name(TOTAL - 1)}{row + 1}"
    page.write_formula(row, TOTAL, f"=SUM({years_})", formats["whole"], _amount(book, line, TOTAL))
    worth = f"SUMPRODUCT({column(line.key)},{column('factor')})"
    page.write_formula(
        row, TOTAL + 1, lowered(worth), formats["whole"], _amount(book, line, TOTAL + 1)
    )


def _amount(book: Book, line: Line, at: int) -> float:
    """What the cell of a line in a column comes to."""
    result, share = book.report.case, book.report.business.adjustments[line.key]
    amounts = [adjusted(each, line, share) for each in result.flows.by_year(line)]
    if at == TOTAL:
        return sum(amounts)
    if at == TOTAL + 1:
        return adjusted(result.present_values[line.key], line, share)
    return amounts[at - FIRST] if at - FIRST < len(amounts) else 0.0


def _counts(book: Book, line: Line) -> int:
    return int(line.ledger is None or line.ledger in book.report.scenario.accepted)


def _nucleus(book: Book, row: int) -> None:
    """Nucleus' average year: benefits that are not cash are halved."""
    page, formats = book.sheets[SHEET], book.formats
    page.write_string(row, 0, words()["conventions"]["nucleus"], formats["group"])
    page.write_string(row + 1, 0, "Average net benefit of a year", formats["text"])
    formula = (
        f"=accept_cash*cash_per_year+{INDIRECT}*(accept_capacity*capacity_per_year"
        "+accept_avoided*avoided_per_year)-running_cost_per_year"
    )
    net = book.report.business.conventions[2].net
    page.write_formula(row + 1, FIRST, formula, formats["whole"], net)
    book.name("nucleus_net", SHEET, row + 1, FIRST)

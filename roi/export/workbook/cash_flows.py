"""The sheet of cash flows: a row a month for the longest horizon, live in every cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from xlsxwriter.utility import xl_col_to_name

from roi.export.csv_flows import flow_columns
from roi.export.workbook.sheets import MONTHS, WIDE, Book
from roi.inputs.values import LEDGERS
from roi.model.cash_flows import ADOPTION, TICKETS
from roi.model.finance import DISCOUNT_FACTOR, discount_factors
from roi.model.lines import Line, table
from roi.units import HAIR, MONTHS_A_YEAR

SHEET: Final = "Cash flow"
FIRST: Final = WIDE + 1  # the spreadsheet's number of the row of month 0
LAST: Final = FIRST + MONTHS
CENTS: Final = 3  # characters of a column that shows whole amounts
# The columns by key, in their order, with their titles.
TITLES: Final[Mapping[str, str]] = {
    "month": "Month",
    "year": "Year",
    "within": "Within the horizon",
    "tickets": "Tickets",
    "adoption": "Adoption",
    "routed": "Routed tickets",
    **{key: line.label for key, line in table().lines.items()},
    "benefits": "Benefits that count",
    "costs": "All costs",
    "net": "Net cash flow",
    "cumulative": "Cumulative cash",
    "factor": "Discount factor",
    "discounted": "Discounted",
    "cumulative_discounted": "Cumulative discounted",
    "paid_back": "Paid back",
    "paid_back_discounted": "Paid back, discounted",
}
LETTERS: Final[Mapping[str, str]] = {key: xl_col_to_name(i) for i, key in enumerate(TITLES)}
SHAPES: Final[Mapping[str, str]] = {
    "year": "count", "within": "count", "tickets": "number", "adoption": "share",
    "routed": "number", "factor": "factor", "paid_back": "count", "paid_back_discounted": "count",
}  # fmt: skip


def column(key: str) -> str:
    """The months of one column, for a formula on any sheet."""
    return f"'{SHEET}'!${LETTERS[key]}${FIRST}:${LETTERS[key]}${LAST}"


def write(book: Book) -> None:
    """Write the sheet."""
    widths = [8, 6, 8, *[book.money_width - CENTS] * (len(TITLES) - 3)]
    book.heading(SHEET, "Cash flow by month; costs are positive", list(TITLES.values()), widths)
    page, values = book.sheets[SHEET], _values(book)
    for month in range(MONTHS + 1):
        row = WIDE + month
        page.write_number(row, 0, month)
        for key, formula in _formulas(row + 1).items():
            shape = book.formats[SHAPES.get(key, "whole")]
            page.write_formula(f"{LETTERS[key]}{row + 1}", formula, shape, values[key][month])
    horizon = book.report.scenario.horizon_months
    page.print_area(0, 0, WIDE + horizon, len(TITLES) - 1)
    rest = {
        "type": "formula",
        "criteria": f"=$A{FIRST}>horizon_months",
        "format": book.formats["beyond"],
    }
    page.conditional_format(FIRST - 1, 0, LAST - 1, len(TITLES) - 1, rest)


def _formulas(row: int) -> dict[str, str]:
    cell = {key: f"{letter}{row}" for key, letter in LETTERS.items()}
    month = {"month": f"$A{row}", "year": f"{LETTERS['year']}{row}"}
    later = f"{cell['within']}*IF($A{row}>0,1,0)*"
    formulas = {
        "year": f"=ROUNDUP($A{row}/12,0)",
        "within": f"=IF($A{row}<=horizon_months,1,0)",
        "tickets": f"={later}{TICKETS.in_excel(month)[1:]}",
        "adoption": f"={later}{ADOPTION.in_excel(month)[1:]}",
        "routed": f"={cell['tickets']}*{cell['adoption']}",
        **{key: _line(line, cell, later) for key, line in table().lines.items()},
        "benefits": "="
        + "+".join(
            f"accept_{ledger}*({'+'.join(cell[line.key] for line in table().ledger(ledger))})"
            for ledger in LEDGERS
        ),
        "costs": "=" + "+".join(cell[line.key] for line in table().where(side="cost")),
        "net": f"={cell['benefits']}-{cell['costs']}",
        "factor": DISCOUNT_FACTOR.in_excel(month),
        "discounted": f"={cell['net']}*{cell['factor']}",
    }
    for total, part in (("cumulative", "net"), ("cumulative_discounted", "discounted")):
        before = "" if row == FIRST else f"{LETTERS[total]}{row - 1}+"
        formulas[total] = f"={before}{cell[part]}"
    for paid, total in (
        ("paid_back", "cumulative"),
        ("paid_back_discounted", "cumulative_discounted"),
    ):
        rest = f"MIN({cell[total]}:{LETTERS[total]}${LAST})"
        formulas[paid] = f'=IF(AND({cell["within"]}=1,{rest}>=-{HAIR:.6f}),$A{row},"")'
    return formulas


def _line(line: Line, cell: Mapping[str, str], later: str) -> str:
    starts = f"*IF({cell['month']}>={line.key}_from,1,0)" if line.side == "benefit" else ""
    match line.basis:
        case "ticket":
            return f"={cell['routed']}*{line.key}_line{starts}"
        case "month":
            return f"={later}{line.key}_line{starts}"
        case "once":
            return f"=IF({cell['month']}=0,{line.key}_line,0)"


def _values(book: Book) -> Mapping[str, list[Any]]:
    """What each formula comes to, so that a viewer that does not calculate shows it."""
    result = book.report.case
    horizon = result.values.horizon_months
    found: dict[str, Any] = dict(flow_columns(result))
    found["within"] = np.ones(horizon + 1)
    found["adoption"] = np.divide(
        found["routed"], found["tickets"], out=np.zeros(horizon + 1), where=found["tickets"] > 0
    )
    counted = table().counted(result.values.accepted)
    for side, key in (("benefit", "benefits"), ("cost", "costs")):
        found[key] = sum(
            (found[line.key] for line in counted if line.side == side), np.zeros(horizon + 1)
        )
    values = {key: [*map(float, column), *_beyond(key, column, horizon)]
              for key, column in found.items()}  # fmt: skip
    values["year"] = [float(-(-month // MONTHS_A_YEAR)) for month in range(MONTHS + 1)]
    values["factor"] = list(discount_factors(result.values["discount_rate"], MONTHS)[:, 0])
    for paid, total in (
        ("paid_back", "cumulative"),
        ("paid_back_discounted", "cumulative_discounted"),
    ):
        values[paid] = _paid(np.asarray(found[total]))
    return values


def _beyond(key: str, column: np.ndarray, horizon: int) -> list[float]:
    """The months after the horizon: sums stay where they were, all else is 0."""
    rest = float(column[-1]) if key.startswith("cumulative") else 0.0
    return [rest] * (MONTHS - horizon)


def _paid(cumulative: np.ndarray) -> list[Any]:
    smallest = np.minimum.accumulate(cumulative[::-1])[::-1]
    within = [month if low >= -HAIR else "" for month, low in enumerate(smallest)]
    return [*within, *[""] * (MONTHS + 1 - len(within))]

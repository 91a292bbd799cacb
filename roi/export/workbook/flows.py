"""The sheet of cash flows: a row a month for the longest horizon, live in every cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np

from roi.export.table import rows
from roi.export.workbook.book import MONTHS, WIDE, Book
from roi.finance import DISCOUNT_FACTOR, discount_factors
from roi.model import ADOPTION, BENEFITS, COSTS, LABELS, TICKETS
from roi.simple import HAIR

SHEET: Final = "Cash flow"
FIRST: Final = WIDE + 1  # the spreadsheet's number of the row of month 0
LAST: Final = FIRST + MONTHS
LINES: Final = {name: chr(ord("F") + i) for i, name in enumerate(BENEFITS + COSTS)}
PER_TICKET: Final = {"triage": "triage_saving", "handovers": "handover_saving",
                     "delay": "delay_saving", "llm": "llm_cost", "review": "check_cost",
                     "rework": "rework_cost"}  # fmt: skip
PER_MONTH: Final = {"platform": "platform_cost_per_month", "upkeep": "upkeep_cost"}
WITHIN, TICKET, ROUTED = "B", "C", "E"
ONE_OFF, NET, SUM, FACTOR, WORTH, SUM_WORTH, PAID, PAID_WORTH, BENEFIT, COST = "NOPQRSTUVW"
COLUMNS: Final = [
    "Month", "Within the horizon", "Tickets", "Adoption", "Routed tickets",
    *(LABELS[name] for name in BENEFITS + COSTS),
    "One-off cost", "Net cash flow", "Cumulative cash", "Discount factor", "Discounted",
    "Cumulative discounted", "Paid back", "Paid back, discounted", "All benefits",
    "All running costs",
]  # fmt: skip


def column(letter: str) -> str:
    """The months of one column, for a formula on any sheet."""
    return f"'{SHEET}'!${letter}${FIRST}:${letter}${LAST}"


def write(book: Book) -> None:
    """Write the sheet."""
    book.heading(
        SHEET, "Cash flow by month; costs are positive", COLUMNS, [8, 9, *[book.money_width] * 21]
    )
    page = book.sheets[SHEET]
    for month, values in enumerate(_values(book)):
        row = WIDE + month
        page.write_number(row, 0, month)
        for letter, formula in _formulas(row + 1).items():
            shape = book.formats[_shape(letter)]
            page.write_formula(f"{letter}{row + 1}", formula, shape, values[letter])
    rest = {
        "type": "formula",
        "criteria": f"=$A{FIRST}>horizon_months",
        "format": book.formats["beyond"],
    }
    page.conditional_format(f"A{FIRST}:W{LAST}", rest)


def _shape(letter: str) -> str:
    special = {WITHIN: "count", TICKET: "number", "D": "share", ROUTED: "number",
               FACTOR: "factor", PAID: "count", PAID_WORTH: "count"}  # fmt: skip
    return special.get(letter, "money")


def _formulas(row: int) -> dict[str, str]:
    cells = {"month": f"$A{row}"}
    later = f"{WITHIN}{row}*IF($A{row}>0,1,0)*"
    formulas = {
        WITHIN: f"=IF($A{row}<=horizon_months,1,0)",
        TICKET: f"={later}{TICKETS.in_excel(cells)[1:]}",
        "D": f"={later}{ADOPTION.in_excel(cells)[1:]}",
        ROUTED: f"={TICKET}{row}*D{row}",
        **{LINES[name]: f"={ROUTED}{row}*{part}" for name, part in PER_TICKET.items()},
        **{LINES[name]: f"={later}{part}" for name, part in PER_MONTH.items()},
        ONE_OFF: f"=IF($A{row}=0,implementation_cost+training_cost,0)",
        BENEFIT: f"=SUM(F{row}:H{row})",
        COST: f"=SUM(I{row}:M{row})",
        NET: f"={BENEFIT}{row}-{COST}{row}-{ONE_OFF}{row}",
        FACTOR: DISCOUNT_FACTOR.in_excel(cells),
        WORTH: f"={NET}{row}*{FACTOR}{row}",
    }
    for total, part in ((SUM, NET), (SUM_WORTH, WORTH)):
        before = "" if row == FIRST else f"{total}{row - 1}+"
        formulas[total] = f"={before}{part}{row}"
    for paid, total in ((PAID, SUM), (PAID_WORTH, SUM_WORTH)):
        rest = f"MIN({total}{row}:{total}${LAST})"
        formulas[paid] = f'=IF(AND({WITHIN}{row}=1,{rest}>=-{HAIR:.6f}),$A{row},"")'
    return formulas


def _values(book: Book) -> Iterator[Mapping[str, Any]]:
    """What each formula comes to, so that a viewer that does not calculate shows it."""
    result = book.report.case
    table = np.array(rows(result))
    horizon = result.values.horizon_months
    factors = discount_factors(result.values.discount_rate, MONTHS)[:, 0]
    smallest = {SUM: _smallest_from(table[:, -3]), SUM_WORTH: _smallest_from(table[:, -1])}
    for month in range(MONTHS + 1):
        within = month <= horizon
        row = table[month] if within else np.zeros(table.shape[1])
        last = table[min(month, horizon)]
        lines = {letter: row[3 + i] for i, letter in enumerate(LINES.values())}
        yield {
            WITHIN: int(within),
            TICKET: row[1],
            "D": row[2] / row[1] if row[1] else 0,
            ROUTED: row[2],
            **lines,
            BENEFIT: row[3:6].sum(),
            COST: row[6:11].sum(),
            ONE_OFF: row[11] + row[12],
            NET: row[13],
            SUM: last[14],
            FACTOR: factors[month],
            WORTH: row[15],
            SUM_WORTH: last[16],
            PAID: month if within and smallest[SUM][month] >= -HAIR else "",
            PAID_WORTH: month if within and smallest[SUM_WORTH][month] >= -HAIR else "",
        }


def _smallest_from(amounts: np.ndarray) -> np.ndarray:
    smallest: np.ndarray = np.minimum.accumulate(amounts[::-1])[::-1]
    return smallest

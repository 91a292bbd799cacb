"""The sheet of charts, drawn by the spreadsheet from live cells."""

from __future__ import annotations

from typing import Any, Final

from roi.export.workbook.cash_flows import LETTERS, column
from roi.export.workbook.sheets import WIDE, Book
from roi.model.lines import table
from roi.results.bridge import Step

SHEET: Final = "Charts"
COLUMNS: Final = ["A year", "Amount", "Base", "Total", "Saved", "Cost of the router"]
SIZE: Final = {"width": 760, "height": 380}
BESIDE: Final = "H"


def write(book: Book) -> None:
    """Write the table of the waterfall, and the three charts."""
    book.heading(SHEET, "Charts", COLUMNS, [26, *[book.money_width] * 5])
    last = _waterfall_table(book)
    page = book.sheets[SHEET]
    page.insert_chart(f"{BESIDE}3", _cumulative(book))
    page.insert_chart(f"{BESIDE}23", _waterfall(book, last))
    page.insert_chart(f"{BESIDE}43", _monthly(book))


def _waterfall_table(book: Book) -> int:
    """From today's cost to tomorrow's: the level is carried on an invisible column."""
    page, shape = book.sheets[SHEET], book.formats["whole"]
    level, row = 0.0, WIDE
    for step, live in zip(_steps(book), _amounts(), strict=True):
        number = row + 1
        after = step.amount if step.total else level + step.amount
        page.write_string(row, 0, step.label, book.formats["text"])
        page.write_formula(row, 1, live, shape, step.amount)
        if step.total:
            cells = [("=0", 0.0), (f"=B{number}", step.amount), ("=0", 0.0), ("=0", 0.0)]
        else:
            start = f"SUM(B${WIDE + 1}:B{row})"
            cells = [
                (f"=MAX(0,MIN({start},{start}+B{number}))", max(0.0, min(level, after))),
                ("=0", 0.0),
                (f"=MAX(0,-B{number})", max(0.0, -step.amount)),
                (f"=MAX(0,B{number})", max(0.0, step.amount)),
            ]
        for at, (formula, value) in enumerate(cells, 2):
            page.write_formula(row, at, formula, shape, value)
        level, row = after, number
    return row


def _amounts() -> list[str]:
    """The live amounts of the waterfall: what a year costs falls by benefits, rises by costs."""
    steps = []
    for line in (*table().where(side="benefit"), *table().running):
        factor = f"-accept_{line.ledger}*" if line.ledger else ""
        steps.append(f"={factor}SUM({column(line.key)})/horizon_months*12")
    today = "=cost_per_ticket_before*tickets_per_year"
    return [today, *steps, "=cost_per_ticket_after*tickets_per_year"]


def _steps(book: Book) -> list[Step]:
    """The waterfall with every line, those that do not count at nothing."""
    found = book.report.business.waterfall
    known = {step.label: step for step in found}
    lines = (*table().where(side="benefit"), *table().running)
    return [found[0], *(known.get(line.short, Step(line.short, 0.0)) for line in lines), found[-1]]


def _cumulative(book: Book) -> Any:
    chart = book.workbook.add_chart({"type": "line"})
    colour = book.report.brand.colour
    chart.add_series(
        {
            **_months(book, LETTERS["cumulative"], 0),
            "name": "Cumulative cash",
            "line": {"color": colour, "width": 2.5},
        }
    )
    _dress(chart, "Cumulative cash by month", legend=False)
    return chart


def _waterfall(book: Book, last: int) -> Any:
    chart = book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    brand = book.report.brand
    shades = dict(zip("DEF", (brand.colour, brand.accent, brand.warning), strict=True))
    fills = {"C": {"none": True}, **{letter: {"color": c} for letter, c in shades.items()}}
    for letter, fill in fills.items():
        chart.add_series(
            {
                "categories": f"={SHEET}!$A${WIDE + 1}:$A${last}",
                "values": f"={SHEET}!${letter}${WIDE + 1}:${letter}${last}",
                "fill": fill,
                "gap": 40,
            }
        )
    _dress(chart, "From today's cost a year to tomorrow's", legend=False)
    return chart


def _monthly(book: Book) -> Any:
    chart = book.workbook.add_chart({"type": "column"})
    brand = book.report.brand
    for letter, name, shade in (
        (LETTERS["benefits"], "Benefits that count", brand.accent),
        (LETTERS["costs"], "All running costs", brand.warning),
    ):
        look = {"name": name, "fill": {"color": shade}, "gap": 40}
        chart.add_series({**_months(book, letter, 1), **look})
    _dress(chart, "Benefits and running costs by month", legend=True)
    return chart


def _months(book: Book, letter: str, start: int) -> dict[str, str]:
    first, last = WIDE + 1 + start, WIDE + 1 + book.report.scenario.horizon_months
    return {
        "categories": f"='Cash flow'!$A${first}:$A${last}",
        "values": f"='Cash flow'!${letter}${first}:${letter}${last}",
    }


def _dress(chart: Any, title: str, *, legend: bool) -> None:
    chart.set_title({"name": title, "name_font": {"size": 13}})
    chart.set_size(SIZE)
    chart.set_y_axis(
        {"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#E3E3E3"}}}
    )
    chart.set_x_axis({"label_position": "low"})
    chart.set_legend({"position": "bottom"} if legend else {"none": True})

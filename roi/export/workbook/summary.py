"""The first sheet: the answer, its four figures, the three ledgers and the three conventions."""

from __future__ import annotations

from typing import Any, Final

from roi.export.wording import answer, futures, stamps, verdict, words
from roi.export.workbook.figures import result_values
from roi.export.workbook.sheets import Book
from roi.inputs.values import LEDGERS
from roi.model.lines import table

SHEET: Final = "Answer"
LAST: Final = 4  # the last column


def write(book: Book) -> None:
    """Write the sheet; figures are live, sentences and ranges say that they are not."""
    page, formats, report = book.sheets[SHEET], book.formats, book.report
    page.set_column(0, 0, 44)
    page.set_column(1, LAST, max(24, book.money_width))
    page.write_string(0, 0, f"{report.company} · {report.scenario.name}", formats["label"])
    sentence = answer(report.business)
    page.merge_range(1, 0, 1, LAST, "", formats["answer"])
    page.write_string(1, 0, sentence, formats["answer"])
    page.set_row(1, 60)
    row = 2
    for line in (" ".join(futures(report.business)), *stamps(report.business)):
        shape = formats["stamp" if row > 2 else "text"]  # noqa: PLR2004 - after the first line
        page.merge_range(row, 0, row, LAST, "", shape)
        page.write_string(row, 0, line, shape)
        page.set_row(row, 34)
        row += 1
    row = _headline(book, row + 1)
    row = _ledgers(book, row + 1)
    row = _conventions(book, row + 1)
    _verdict(book, row + 1)


def _headline(book: Book, row: int) -> int:
    """The four figures, live, with the bad and the good case beside."""
    page, formats, report = book.sheets[SHEET], book.formats, book.report
    said, values, u = words(), result_values(report), report.uncertainty
    for column, text in enumerate(("", "Expected", said["bad_case"], said["good_case"])):
        page.write_string(row, column, text.capitalize(), formats["header"])
    found = (
        ("Saved a year", "net_savings_per_year", "big", u.net_savings_per_year),
        ("Paid back", "payback", "big_months", u.payback),
        ("Net present value", "npv", "big", u.npv),
        ("Return", "roi", "big_share", u.roi),
    )
    names = {"npv": "net_present_value", "roi": "return_on_investment"}
    for label, name, shape, ends in found:
        row += 1
        page.set_row(row, 26)
        page.write_string(row, 0, label, formats["text"])
        page.write_formula(row, 1, f"={names.get(name, name)}", formats[shape], values[name])
        for column, end in enumerate((ends.bad, ends.good), 2):
            plain = {"big": "whole", "big_months": "months", "big_share": "share"}[shape]
            absent = "no costs" if name == "roi" else "never"
            page.write(row, column, absent if end is None else end, formats[plain])
    row += 1
    page.write_string(row, 0, f"{said['stored']}.", formats["small"])
    return row + 1


def _ledgers(book: Book, row: int) -> int:
    page, formats, report = book.sheets[SHEET], book.formats, book.report
    said = words()["ledgers"]
    for column, text in enumerate(("Benefits a year", "Amount", "In the headline", "Owner")):
        page.write_string(row, column, text, formats["header"])
    for ledger in LEDGERS:
        row += 1
        name = f"{said[ledger]}: {said[f'{ledger}_means'].lower()}"
        page.write_string(row, 0, name, formats["text"])
        page.write_formula(
            row, 1, f"={ledger}_per_year", formats["whole"], report.case.ledgers[ledger]
        )
        counts = "yes" if ledger in report.scenario.accepted else "no"
        page.write_formula(row, 2, f'=IF(accept_{ledger}=1,"yes","no")', formats["plain"], counts)
        owners = [
            given.owner
            for line in table().ledger(ledger)
            if (given := report.scenario.commitments.get(line.key)) and given.owner
        ]
        page.write_string(row, 3, ", ".join(owners) or said["no_owner"], formats["text"])
    return row + 1


def _conventions(book: Book, row: int) -> int:
    page, formats, report = book.sheets[SHEET], book.formats, book.report
    said, told = words()["conventions"], report.business.conventions
    for column, text in enumerate(
        ("The same case, told three ways", *(t.convention for t in told))
    ):
        name = said.get(text, text)
        page.write_string(row, column, name, formats["header"])
    cells = _cells(book)
    rows: tuple[tuple[str, str, str], ...] = (
        (said["benefits"], "benefits", "whole"),
        (said["costs"], "costs", "whole"),
        ("Net", "net", "whole_bold"),
        ("Return", "roi", "share"),
        ("Paid back", "payback", "months"),
    )
    for label, field, shape in rows:
        row += 1
        page.write_string(row, 0, label, formats["text"])
        for column, each in enumerate(told, 1):
            stored: Any = getattr(each, field)
            if stored is None:
                stored = "never" if field == "payback" else "no costs"
            formula = cells.get((each.convention, field))
            if formula:
                page.write_formula(row, column, formula, formats[shape], stored)
            else:
                page.write(row, column, stored, formats[shape])
    return row + 1


def _cells(book: Book) -> dict[tuple[str, str], str]:
    """The live formula of each cell; TEI's payback is stored."""
    once = 'IF(one_off_cost>0,nucleus_net/one_off_cost,"no costs")'
    paid = 'IF(nucleus_net>0,ROUNDUP(ROUND(one_off_cost/nucleus_net*12,9),0),"never")'
    del book
    return {
        ("unadjusted", "benefits"): "=pv_benefits",
        ("unadjusted", "costs"): "=pv_costs",
        ("unadjusted", "net"): "=net_present_value",
        ("unadjusted", "roi"): "=return_on_investment",
        ("unadjusted", "payback"): "=payback",
        ("tei", "benefits"): "=tei_benefits",
        ("tei", "costs"): "=tei_costs",
        ("tei", "net"): "=tei_benefits-tei_costs",
        ("tei", "roi"): '=IF(tei_costs>0,(tei_benefits-tei_costs)/tei_costs,"no costs")',
        ("nucleus", "benefits"): "=nucleus_net+running_cost_per_year",
        ("nucleus", "costs"): "=running_cost_per_year",
        ("nucleus", "net"): "=nucleus_net",
        ("nucleus", "roi"): f"={once}",
        ("nucleus", "payback"): f"={paid}",
    }


def _verdict(book: Book, row: int) -> None:
    page, formats, report = book.sheets[SHEET], book.formats, book.report
    named, because = verdict(report.business)
    if not named:
        return
    page.write_string(row, 0, named, formats["group"])
    page.merge_range(row + 1, 0, row + 1, LAST, "", formats["text"])
    page.write_string(row + 1, 0, because, formats["text"])
    page.set_row(row + 1, 34)

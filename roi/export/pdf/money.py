"""The pages about money: benefits and costs by year, the conventions, the cash flow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from roi.export import drawings
from roi.export.pdf.summary import card
from roi.export.report import Report
from roi.export.tables import conventions, conventions_note
from roi.export.wording import commitment, words
from roi.numbers import number, percent
from roi.results.conventions import YearLine, YearTable
from roi.scenarios.scenario import Commitment


def money_tables(report: Report) -> dict[str, Any]:
    """Benefits and costs by year, risk-adjusted, with the bridge and the three conventions."""
    business, said = report.business, words()
    year_table = business.adjusted_by_year
    accepted = " and ".join(said["ledgers"][each].lower() for each in report.scenario.accepted)
    return {
        "title": f"Risk-adjusted, the {accepted} benefits are worth "
        f"{report.money(year_table.pv_benefits)} against {report.money(year_table.pv_costs)} of "
        "cost",
        "lead": "Benefits are lowered and costs raised by how weak the evidence for each line is. "
        f"Present values at {report.settings['discount']} a year, at the end of each year.",
        "years": year_table.years,
        "groups": _benefit_groups(report, year_table),
        "costs": [_cost_row(report, each) for each in year_table.costs],
        "costs_sum": _sum_row(report, "Costs, risk-adjusted", year_table.costs, start=True),
        "net": _net_row(report, year_table),
        "bridge": drawings.bridge(report, business.bridge_to_tei),
        "bridge_to_nucleus": [
            [said["bridge"][step.key], report.money(step.amount), step.total]
            for step in business.bridge_to_nucleus
            if step.total or abs(step.amount) >= 1
        ],
        "conventions": conventions(report),
        "note": conventions_note(report),
    }


def _benefit_groups(report: Report, year_table: YearTable) -> list[dict[str, Any]]:
    """The benefits in the headline, then those beside it, each with its ledgers and its sum."""
    groups, said = [], words()["ledgers"]
    for counted in (True, False):
        lines = year_table.benefits(counted=counted)
        if lines:
            ledgers = dict.fromkeys(each.line.ledger or "" for each in lines)
            names = " and ".join(said[ledger].lower() for ledger in ledgers)
            where = said["in_headline" if counted else "beside"]
            label = "In the headline" if counted else "Shown beside"
            groups.append(
                {
                    "title": f"{names[0].upper()}{names[1:]}: {where}",
                    "rows": [_benefit_row(report, each) for each in lines],
                    "sum": _sum_row(report, label, lines),
                }
            )
    return groups


def _net_row(report: Report, year_table: YearTable) -> list[str]:
    total, worth = sum(year_table.net), year_table.pv_benefits - year_table.pv_costs
    years = map(report.money, year_table.net)
    return ["Net benefit", "", *years, report.money(total), report.money(worth)]


def cash_table(report: Report) -> dict[str, Any]:
    """The unadjusted cash flow by year, discounted and added up."""
    year_table, result = report.business.by_year, report.case
    net = year_table.net
    gains = year_table.sums(year_table.benefits(counted=True))
    costs = year_table.sums(year_table.costs)
    rate = report.scenario["discount_rate"]
    factors = [1 / (1 + rate) ** year for year in range(len(net))]
    rows: list[tuple[str, list[str]]] = [
        ("Benefits", [*map(report.money, gains)]),
        ("Costs", [*map(report.money, costs)]),
        ("Net cash flow", [*map(report.money, net)]),
        ("Cumulative", [report.money(sum(net[: at + 1])) for at in range(len(net))]),
        ("Discount factor", [number(each, 4) for each in factors]),
        ("Present value", [report.money(n * f) for n, f in zip(net, factors, strict=True)]),
    ]
    totals = [sum(gains), sum(costs), sum(net), None, None, result.npv]
    return {
        "title": f"Before any risk adjustment it is worth {report.money(result.npv)} today",
        "years": year_table.years,
        "rows": [
            [label, *cells, "" if total is None else report.money(total)]
            for (label, cells), total in zip(rows, totals, strict=True)
        ],
        "by_month": drawings.by_month(report),
        "waterfall": drawings.waterfall(report, report.business.waterfall),
        "figures": [card(each) for each in report.figures()],
    }


def _benefit_row(report: Report, each: YearLine) -> list[Any]:
    note = commitment(report.scenario.commitments.get(each.line.key, Commitment()))
    return _row(report, each, note, f"−{percent(each.adjustment, 0)}", start=False)


def _cost_row(report: Report, each: YearLine) -> list[Any]:
    return _row(
        report, each, _clause(each.line.meaning), f"+{percent(each.adjustment, 0)}", start=True
    )


def _clause(text: str) -> str:
    """The first clause of a sentence, for a line below a name."""
    return re.split(r"[:.;,]", text, maxsplit=1)[0]


def _row(report: Report, each: YearLine, note: str, adjusted: str, *, start: bool) -> list[Any]:
    years = each.years if start else each.years[1:]
    cells = ["" if not amount else report.money(amount) for amount in years]
    return [[each.line.label, note], adjusted, *cells, report.money(each.total),
            report.money(each.present_value)]  # fmt: skip


def _sum_row(
    report: Report, label: str, lines: Sequence[YearLine], *, start: bool = False
) -> list[str]:
    sums = report.business.adjusted_by_year.sums(lines)
    shown = sums if start else sums[1:]
    worth = sum(each.present_value for each in lines)
    return [label, "", *map(report.money, shown), report.money(sum(sums)), report.money(worth)]

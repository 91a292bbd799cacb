"""The pages about doubt: what moves the case, what speaks against it, what it assumes."""

from __future__ import annotations

from typing import Any, Final

from roi.export import drawings
from roi.export.input_wording import kind, source
from roi.export.report import Report
from roi.export.tables import KNOWN, next_rows
from roi.export.wording import adversity, verdict, words
from roi.inputs.assumptions import assumptions
from roi.inputs.values import INPUTS
from roi.model.lines import FLOW_INPUTS, inputs_of, table
from roi.numbers import percent
from roi.risk.uncertainty import limits

MAX_NEXT: Final = 6


def sensitivity(report: Report) -> dict[str, Any]:
    """What moves the case, what is worth knowing, and the payback over two inputs."""
    business = report.business
    top = business.tornado[0].label if business.tornado else ""
    return {
        "title": f"{top} moves the result most" if top else "No input has a range",
        "tornado": drawings.tornado(report),
        "next": [row for row in next_rows(report) if row[-1] != KNOWN][:MAX_NEXT],
        "known": ""
        if any(each.worth >= 1 for each in business.measure_next)
        else words()["measure_nothing"],
        "grid": drawings.heat(report),
    }


def counter(report: Report) -> dict[str, Any]:
    """The case against it, and the objections of finance."""
    business = report.business
    against = business.counter_case
    named, because = verdict(business)
    limit = against.break_even
    change = percent(abs(against.triage_cost_change), 0)
    dearer = "dearer" if against.triage_cost_change > 0 else "cheaper"
    return {
        "title": f"It stops paying when more than {percent(limit)} are routed wrongly"
        if limit is not None
        else "No rate of wrong routes turns the sign",
        "lead": words()["against_lead"].format(change=change, dearer=dearer),
        "bar": drawings.misroute_bar(report),
        "rows": [
            [adversity(business, row), report.money(row.net_per_year), row.net_per_year >= 0]
            for row in against.rows
        ],
        "verdict": named,
        "because": because,
        "objections": [[each.question, each.answer, each.answered] for each in business.objections],
        "flags": list(business.flags.values()),
    }


def assumption_rows(report: Report) -> list[dict[str, str]]:
    """Every input that counts, with its value, its range and where it comes from."""
    scenario = report.scenario
    used = _used_inputs(report)
    found = []
    for key in INPUTS:
        if key not in used:
            continue
        given, rule = scenario.resolved[key], assumptions()[key]
        low, high = limits(given)
        found.append(
            {
                "group": rule.group,
                "label": rule.label,
                "value": report.value(key, given.value),
                "range": "" if low == high else report.range(key, low, high),
                "kind": kind(given),
                "source": source(report.business, given),
            }
        )
    return found


def _used_inputs(report: Report) -> set[str]:
    """The inputs behind any line that comes to something."""
    values = report.scenario.values()
    lines = [line for key, line in table().lines.items() if report.case.a_year(key)]
    used = {*FLOW_INPUTS, "hours_per_year"}.union(*(inputs_of(line, values) for line in lines))
    return used | {source for key in used if (source := values.follows.get(key))}

"""The page about the desk and its data, as the run saw them."""

from __future__ import annotations

from typing import Any, Final

from roi.export.report import Report
from roi.inputs.evidence import Evidence
from roi.numbers import day, number, percent, seconds, short_percent

MAX_CATEGORIES: Final = 12
MAX_MIXUPS: Final = 6


def desk(report: Report) -> dict[str, Any] | None:
    """The desk and its data, as the run saw them; None before there is a run."""
    evidence = report.business.evidence
    if evidence is None:
        return None
    categories = sorted(evidence.categories, key=lambda each: -each.tickets)[:MAX_CATEGORIES]
    return {
        "title": _desk_title(evidence),
        "facts": _facts(report, evidence),
        "categories": [
            {
                "name": each.name,
                "tickets": number(each.tickets),
                "router": percent(each.router),
                "people": percent(each.people),
                "router_at": each.router,
                "people_at": each.people,
            }
            for each in categories
        ],
        "mixups": [
            [each.actual, each.predicted, number(each.tickets)]
            for each in sorted(evidence.mixups, key=lambda each: -each.tickets)[:MAX_MIXUPS]
        ],
    }


def _desk_title(evidence: Evidence) -> str:
    right = percent(evidence.precision)
    if evidence.people_right is None:
        return f"Routed alone, {right} of the checked tickets were right"
    return f"Routed alone, {right} were right; people put {percent(evidence.people_right)} right"


def _facts(report: Report, evidence: Evidence) -> list[list[str]]:
    scenario = report.scenario
    languages = ", ".join(f"{name} {percent(share, 0)}" for name, share in evidence.languages)
    period = (
        f"{day(evidence.first, long=True)} to {day(evidence.last, long=True)}"
        if evidence.first and evidence.last
        else ""
    )
    promised = "none" if evidence.promised is None else short_percent(evidence.promised)
    between = f"{percent(evidence.low)} to {percent(evidence.high)}"
    alone = f"{number(evidence.routed_alone)} of the {number(evidence.checked)}"
    rows = [
        ("Tickets a month", f"{number(scenario['tickets_per_month'])}, "
         + (scenario.volume.words if scenario.volume else "not confirmed")),
        ("Period of the file", period),
        ("Tickets checked", number(evidence.checked)),
        ("Languages", languages),
        ("Router", evidence.router),
        ("Routed alone", f"{percent(scenario['coverage'])} of all tickets, {alone} checked"),
        ("Right among them", f"{number(evidence.right)}, {between} with 95 % confidence"),
        ("Asked, and can be promised", f"{short_percent(evidence.asked)}, {promised}"),
        ("People today", percent(evidence.people_right)
         if evidence.people_right is not None else ""),
        ("Sorting a ticket by hand", seconds(scenario["manual_seconds"])),
    ]  # fmt: skip
    return [[label, text] for label, text in rows if text]

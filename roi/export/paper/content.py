"""What the study says, as plain values for the typesetter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from roi.assumptions import assumptions
from roi.conventions import YearLine
from roi.evidence import Evidence
from roi.export import drawings
from roi.export.report import Card, Report
from roi.export.wording import adversity, kind, source, stamps, stop_row, value, verdict, words
from roi.lines import FLOW_INPUTS, inputs_of, table
from roi.numbers import currency, number, payback, percent, plain, seconds, short_percent
from roi.uncertainty import limits
from roi.values import INPUTS

MAX_CATEGORIES = 12
MAX_MIXUPS = 6
MAX_NEXT = 6
KNOWN = "known well enough"


def content(report: Report) -> dict[str, Any]:
    """All texts and charts of the study, page by page."""
    brand = report.brand
    return {
        "title": words()["title"],
        "company": report.company,
        "scenario": report.scenario.name,
        "initial": report.company[:1].upper(),
        "brand": {"colour": brand.colour, "accent": brand.accent, "warning": brand.warning},
        "logo": {"kind": brand.logo_kind, "bytes": list(brand.logo)},
        "stamps": list(stamps(report.business)),
        "volume": f"{number(report.scenario['tickets_per_month'])} tickets a month",
        "version": f"Version {report.study.version}",
        "on": day(report.study.on),
        "footer": _footer(report),
        "summary": summary(report),
        "desk": desk(report),
        "money": money_tables(report),
        "cash": cash_table(report),
        "sensitivity": sensitivity(report),
        "counter": counter(report),
        "method": list(report.method()),
        "limits": list(report.limits()),
        "not_quantified": list(words()["study"]["not_quantified"]),
        "flexibility": list(words()["study"]["flexibility"]),
        "assumptions": assumption_rows(report),
        "disclosures": _disclosures(report),
        "glossary": [list(pair) for pair in words()["glossary"].items()],
    }


def summary(report: Report) -> dict[str, Any]:
    """The first page: answer, ask, four figures, the cash chart, and both sides in short."""
    answer, futures = report.headline()
    named, because = verdict(report.business)
    return {
        "answer": answer,
        "futures": futures,
        "ask": ask(report),
        "cards": [_card(card) for card in report.cards()],
        "chart": drawings.cash(report),
        "believed": _believed(report),
        "stops": [list(stop_row(report.business, stop)) for stop in report.business.stops_paying],
        "verdict": f"Verdict: {named}. {because}" if named else "",
    }


def ask(report: Report) -> dict[str, str]:
    """The decision asked for, with amount and date."""
    said, business, money = words()["study"], report.business, report.money
    result, decision = report.case, report.business.decision
    bills = sum(result.a_year(line.key) for line in table().running if not line.labour)
    if decision is not None and decision.verdict != "stop":
        owners = [
            f"{each.line.short.lower()} ({each.commitment.owner}, {_short_day(each.commitment.on)})"
            for ledger in business.ledgers
            if ledger.accepted
            for each in ledger.lines
            if each.commitment.owner and each.commitment.on
        ]
        ends = said["ask_ends"].format(owners="; ".join(owners)) if owners else said["ask_confirm"]
        text = said["ask"].format(
            one_off=money(result.one_off_cost), running=money(bills), ends=ends
        )
    else:
        text = said["ask_not"].format(next=f"{_first_measurement(report)} first.")
    later = business.cost_of_a_month_later
    return {
        "label": said["ask_label"],
        "text": text,
        "decide_by": said["decide_by"],
        "date": day(report.study.decide_by) if report.study.decide_by else "",
        "later": said["later"].format(amount=money(later))
        if later and business.names_amounts
        else "",
    }


def _first_measurement(report: Report) -> str:
    if report.business.evidence is None:
        return str(words()["measure"]["label_200"])
    return str(words()["measure"][report.business.measure_next[0].measured_by])


def _believed(report: Report) -> list[list[str]]:
    said, result, evidence = words()["study"], report.case, report.business.evidence
    measured = said["measured_not"].format(page=_ASSUMPTIONS)
    if evidence:
        people = evidence.people_right
        measured = said["measured_text"].format(
            checked=number(evidence.checked),
            routed=number(evidence.routed_alone),
            right=number(evidence.right),
            precision=percent(1 - evidence.misroute_rate),
            people="" if people is None else said["measured_people"].format(people=percent(people)),
        )
    beside = " and ".join(
        f"{report.money(ledger.amount)} of {words()['ledgers'][ledger.ledger].lower()}"
        for ledger in report.business.ledgers
        if not ledger.accepted and ledger.amount
    )
    charged = sum(result.a_year(line.key) for line in table().running if line.labour)
    only = said["only_cash_text"].format(beside=beside) if beside else ""
    return [
        [said["measured_here"], measured],
        [said["only_cash"], only or "Nothing stands beside the headline."],
        [said["all_costs"], said["all_costs_text"].format(charged=report.money(charged))],
    ]


_ASSUMPTIONS = "“Assumptions”"


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
    right = percent(1 - evidence.misroute_rate)
    if evidence.people_right is None:
        return f"Routed alone, {right} of the checked tickets were right"
    return f"Routed alone, {right} were right; people put {percent(evidence.people_right)} right"


def _facts(report: Report, evidence: Evidence) -> list[list[str]]:
    scenario = report.scenario
    languages = ", ".join(f"{name} {percent(share, 0)}" for name, share in evidence.languages)
    period = (
        f"{day(evidence.first)} to {day(evidence.last)}" if evidence.first and evidence.last else ""
    )
    promised = "none" if evidence.promised is None else short_percent(evidence.promised)
    between = f"{percent(evidence.low)} to {percent(evidence.high)}"
    rows = [
        ("Tickets a month", f"{number(scenario['tickets_per_month'])}, "
         + (scenario.volume.words if scenario.volume else "not confirmed")),
        ("Period of the file", period),
        ("Tickets checked", number(evidence.checked)),
        ("Languages", languages),
        ("Router", evidence.router),
        ("Routed alone", f"{number(evidence.routed_alone)} of {number(evidence.checked)}, "
         + percent(evidence.routed_alone / evidence.checked if evidence.checked else None)),
        ("Right among them", f"{number(evidence.right)}, {between} with 95 % confidence"),
        ("Asked, and can be promised", f"{short_percent(evidence.asked)}, {promised}"),
        ("People today", percent(evidence.people_right)
         if evidence.people_right is not None else ""),
        ("Sorting a ticket by hand", seconds(scenario["manual_seconds"])),
    ]  # fmt: skip
    return [[label, text] for label, text in rows if text]


def money_tables(report: Report) -> dict[str, Any]:
    """Benefits and costs by year, risk-adjusted, with the bridge and the three conventions."""
    business, said = report.business, words()
    year_table = business.adjusted_by_year
    groups = []
    for counted in (True, False):
        lines = year_table.benefits(counted=counted)
        if lines:
            ledgers = dict.fromkeys(each.line.ledger or "" for each in lines)
            names = " and ".join(said["ledgers"][ledger].lower() for ledger in ledgers)
            where = said["ledgers"]["in_headline" if counted else "beside"]
            groups.append(
                {
                    "title": f"{names[0].upper()}{names[1:]}: {where}",
                    "rows": [_benefit_row(report, each) for each in lines],
                    "sum": _sum_row(
                        report, "In the headline" if counted else "Shown beside", lines
                    ),
                }
            )
    accepted = " and ".join(said["ledgers"][each].lower() for each in report.scenario.accepted)
    title = (
        f"Risk-adjusted, the {accepted} benefits are worth {report.money(year_table.pv_benefits)}"
        f" against {report.money(year_table.pv_costs)} of cost"
    )
    return {
        "title": title,
        "lead": f"Benefits are lowered and costs raised by how weak the evidence for each line is. "
        f"Present values at {report.settings['discount']} a year, at the end of each year.",
        "years": year_table.years,
        "groups": groups,
        "costs": [_cost_row(report, each) for each in year_table.costs],
        "costs_sum": _sum_row(report, "Costs, risk-adjusted", year_table.costs, start=True),
        "net": [
            "Net benefit",
            "",
            *map(report.money, year_table.net),
            report.money(sum(year_table.net)),
            report.money(year_table.pv_benefits - year_table.pv_costs),
        ],
        "bridge": drawings.bridge(report, business.bridge_to_tei),
        "bridge_to_nucleus": [
            [said["bridge"][step.key], report.money(step.amount), step.total]
            for step in business.bridge_to_nucleus
            if step.total or abs(step.amount) >= 1
        ],
        "conventions": conventions(report),
        "note": said["conventions"]["note"].format(
            counted=accepted[0].upper() + accepted[1:],
            horizon=report.settings["horizon"],
            discount=report.settings["discount"],
            one_off=report.money(report.case.one_off_cost),
        ),
    }


def conventions(report: Report) -> list[list[str]]:
    """Unadjusted, TEI and Nucleus side by side, a header first."""
    said, told = words()["conventions"], report.business.told
    return [
        ["", *(said[each.convention] for each in told)],
        [said["benefits"], *(report.money(each.benefits) for each in told)],
        [said["costs"], *(report.money(each.costs) for each in told)],
        ["Net", *(report.money(each.net) for each in told)],
        ["Return", *(percent(each.roi) for each in told)],
        ["Paid back", *(month(each.payback) for each in told)],
    ]


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
        "figures": [_card(card) for card in report.figures()],
    }


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


def next_rows(report: Report) -> list[list[str]]:
    """What is worth knowing better: the input, what it is now, its worth, and how to measure it."""
    rows = []
    for each in report.business.measure_next:
        given = report.scenario.resolved[each.key]
        known = each.worth < 1
        rows.append(
            [
                assumptions()[each.key].label,
                f"{value(report.business, each.key, given.value)}, {kind(given)}",
                report.money(each.worth),
                KNOWN if known else words()["measure"][each.measured_by],
            ]
        )
    return rows


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
        "lead": "Confident wrong routes once forced a desk to review everything and raised the cost"
        f" of sorting by 30 %. Here the same, everything checked as slowly as it is sorted, would"
        f" make it {change} {dearer} than today.",
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


def day(on: date | None) -> str:
    """A day as it stands in a document.

    >>> day(date(2026, 11, 28)), day(None)
    ('28 November 2026', '')
    """
    return "" if on is None else f"{on.day} {on:%B %Y}"


def _short_day(on: date) -> str:
    return f"{on.day} {on:%b %Y}"


def month(at: int | None) -> str:
    """A month of payback in a table.

    >>> month(8), month(0), month(None)
    ('month 8', 'immediately', 'never')
    """
    return f"month {at}" if at else payback(at)


def _card(card: Card) -> dict[str, str]:
    return {"label": card.label, "text": card.text, "range": card.range}


def _benefit_row(report: Report, each: YearLine) -> list[Any]:
    given = report.scenario.commitments.get(each.line.key)
    owner = ", ".join(
        part for part in (given.owner, day(given.on)) if part
    ) if given else ""  # fmt: skip
    note = owner or words()["ledgers"]["no_owner"]
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


def _footer(report: Report) -> str:
    study, evidence = report.study, report.business.evidence
    run = f" · {evidence.run}" if evidence else ""
    if evidence and evidence.fingerprint:
        run += f", fingerprint {evidence.fingerprint}"
    author = f" by {study.author}" if study.author else ""
    return str(
        words()["study"]["prepared"].format(
            on=day(study.on), author=author, version=study.version, run=run
        )
    )


def _disclosures(report: Report) -> list[str]:
    scenario, said = report.scenario, words()["study"]
    rate = ""
    if scenario.rate_date:
        rate = said["rate_used"].format(
            rate=plain(scenario["usd_rate"]), on=day(scenario.rate_date)
        )
    name = currency(scenario.currency).name
    lines = (line.format(currency=name, rate=rate) for line in said["disclosures"])
    return [line.replace("  ", " ") for line in lines]

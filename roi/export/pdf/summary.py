"""The first page of the study: the answer, the decision asked for, and both sides in short."""

from __future__ import annotations

from typing import Any

from roi.export import drawings
from roi.export.report import Card, Report
from roi.export.wording import shortened, stop_row, verdict, words
from roi.model.lines import table
from roi.numbers import day, number, percent

ASSUMPTIONS = "“Assumptions”"


def summary(report: Report) -> dict[str, Any]:
    """The first page: answer, ask, four figures, the cash chart, and both sides in short."""
    answer, futures = report.headline()
    named, because = verdict(report.business)
    return {
        "answer": answer,
        "futures": futures,
        "ask": ask(report),
        "cards": [card(each) for each in report.cards()],
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
            f"{each.line.short.lower()} "
            f"({shortened(each.commitment.owner)}, {day(each.commitment.on)})"
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
        "date": day(report.study.decide_by, long=True) if report.study.decide_by else "",
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
    measured = said["measured_not"].format(page=ASSUMPTIONS)
    if evidence:
        people = evidence.people_right
        measured = said["measured_text"].format(
            checked=number(evidence.checked),
            routed=number(evidence.routed_alone),
            right=number(evidence.right),
            precision=percent(evidence.precision),
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


def card(card: Card) -> dict[str, str]:
    """A figure of the report for the typesetter."""
    return {"label": card.label, "text": card.text, "range": card.range}

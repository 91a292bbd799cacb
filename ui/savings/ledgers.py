"""Cash, capacity and avoided cost: what each comes to, who stands for it, and what is counted."""

from __future__ import annotations

from datetime import date

import streamlit as st

from roi.business_case import LedgerLine, LedgerSum
from roi.export.report import Report
from roi.export.wording import commitment, words
from roi.lines import Line, table
from roi.numbers import hours
from roi.scenario import Commitment
from roi.values import LEDGERS
from ui.savings.scenario_draft import Draft, change
from ui.shell import answer, frame
from ui.shell.texts import text
from usecases.scenario_edits import COMMITMENT, Edit


def show(current: Draft, report: Report) -> None:
    """The three ledgers, and the place to say who stands for each line."""
    with frame.row("thirds", "_ledgers"):
        for ledger in report.business.ledgers:
            with st.container(border=True, height="stretch"):
                answer.draw(_card(report, ledger))
    with st.expander(text("savings.owners"), key="savings_owners", on_change="rerun") as place:
        if place.open is not False:
            st.caption(text("savings.owners_why"))
            _accepted(current)
            for line in table().where(side="benefit"):
                if report.case.a_year(line.key) > 0:
                    _owner(current, line)


def _card(report: Report, found: LedgerSum) -> str:
    said, name = words()["ledgers"], found.ledger
    where = said["in_headline" if found.accepted else "beside"]
    state = answer.pill(where.capitalize(), "gain" if found.accepted else "quiet")
    lines = "".join(_line(report, each) for each in found.lines)
    foot = _foot(report, found)
    counted = " counted" if found.accepted else ""
    return (
        f'<div class="ledger{counted}"><div class="title"><span>{answer.escaped(said[name])}</span>'
        f'{state}</div><div class="caption">{answer.escaped(said[f"{name}_means"])}</div>'
        f'<div class="figure">{answer.escaped(report.money(found.amount))} <small>a year</small>'
        f"</div>{lines}{foot}</div>"
    )


def _line(report: Report, each: LedgerLine) -> str:
    owner = answer.escaped(commitment(each.commitment))
    return (
        f'<div class="line"><div><span>{answer.escaped(each.line.label)}</span>'
        f"<b>{answer.escaped(report.money(each.amount))}</b></div>"
        f'<span class="caption">{owner}</span></div>'
    )


def _foot(report: Report, found: LedgerSum) -> str:
    result, business = report.case, report.business
    if found.ledger == "cash" and found.accepted:
        less = report.money(result.running_cost_per_year)
        left = report.money(result.net_savings_per_year)
        words_of = f'Less {answer.escaped(less)} costs = <b class="gain">{answer.escaped(left)}</b>'
    elif found.ledger == "capacity":
        unused = hours(business.unused_hours_per_year)
        words_of = f"{answer.escaped(unused)} a year not used, counted as nothing"
    elif found.ledger == "avoided":
        words_of = "Errors of the router are charged as a cost"
    else:
        return ""
    return f'<div class="line caption">{words_of}</div>'


def _accepted(current: Draft) -> None:
    """Which ledgers finance accepts for the headline."""
    said, scenario = words()["ledgers"], current.scenario
    chosen = st.pills(
        text("savings.accepted"), LEDGERS, selection_mode="multi", default=list(scenario.accepted),
        format_func=lambda name: str(said[name]), key=current.key("accepted_ledgers"),
    )  # fmt: skip
    counted = tuple(ledger for ledger in LEDGERS if ledger in chosen)
    if counted != tuple(ledger for ledger in LEDGERS if ledger in scenario.accepted):
        change(current, Edit("accepted", counted, scenario.accepted))
        st.rerun(scope="fragment")


def _owner(current: Draft, line: Line) -> None:
    """Who stands for a line, and from when."""
    field = f"{COMMITMENT}{line.key}"
    now: Commitment = current.seen(field)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        owner = st.text_input(
            line.label, now.owner, max_chars=120, placeholder="Who stands for it",
            key=current.key(f"owner_{line.key}"),
        ).strip()  # fmt: skip
        on: date | None = st.date_input(
            "From", now.on, key=current.key(f"from_{line.key}"), width=150
        )
    if Commitment(owner, on) != now:
        change(current, Edit(field, Commitment(owner, on), now))
        st.rerun(scope="fragment")

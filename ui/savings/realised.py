"""Promised against realised: a statement a month from later tickets, and before against after."""

from __future__ import annotations

from datetime import date

import streamlit as st

from roi.export.report import Report
from roi.inputs.assumptions import assumptions
from roi.numbers import month, number
from roi.realised import Comparison, Reason, Statement
from store.runs import Run
from ui.savings.scenario_draft import Draft
from ui.shell import answer
from ui.shell.answer import Row
from ui.shell.texts import named, text
from usecases.business_case.realised import HoldOut, hold_out_columns, realised
from usecases.drift.hold_out import Arms, arms, statements


def show(current: Draft, report: Report) -> None:
    """The lot of live tickets first, where there is one; else what imported tickets say."""
    if current.run and (lot := arms(current.workspace, current.run)).held_out.size:
        _by_lot(current, current.run, report, lot)
    else:
        _imported(current, report)


def _by_lot(current: Draft, run: Run, report: Report, lot: Arms) -> None:
    """A statement a month from tickets that by lot went to people."""
    found = list(statements(current.workspace, run, current.scenario))
    with st.container(border=True):
        st.header("Promised against realised", anchor=False)
        sides = {"held": number(lot.held_out.size), "routed": number(lot.routed.size)}
        st.caption(text("savings.realised_lot").format(**sides))
        if not found:
            st.info(text("savings.realised_few"))
    for each in found:
        _statement(report, each)


def _imported(current: Draft, report: Report) -> None:
    """Which later tickets were held out, and what they say."""
    columns = hold_out_columns(current.workspace)
    with st.container(border=True):
        st.header("Promised against realised", anchor=False)
        st.caption(text("savings.realised"))
        if not columns:
            st.markdown(text("savings.realised_none"))
            return
        hold_out = _choose(current, columns)
    if hold_out is None:
        return
    found = realised(current.workspace, current.run, current.scenario, hold_out)
    if not found.statements:
        st.info(text("savings.realised_few"))
    for each in found.statements:
        _statement(report, each)
    if found.comparison:
        with st.container(border=True):
            st.header("Before and after", anchor=False)
            answer.draw(answer.table(
                ("", "Before", "After"), [_compared(report, each) for each in found.comparison]
            ))  # fmt: skip


def _choose(current: Draft, columns: dict[str, list[str]]) -> HoldOut | None:
    place = current.workspace.name
    with st.container(horizontal=True, vertical_alignment="bottom"):
        attribute = st.selectbox(
            "Column that says so", list(columns), None, key=f"realised_column_{place}"
        )
        value = st.selectbox(
            "Held out where it is", columns.get(attribute or "", []), None,
            key=f"realised_value_{place}", disabled=attribute is None,
        )  # fmt: skip
        since: date = st.date_input("Tickets since", "today", key=f"realised_since_{place}")
    return HoldOut(attribute, value, since) if attribute and value else None


def _statement(report: Report, each: Statement) -> None:
    """One month: saved, promised, the difference and its reasons."""
    kept = (
        answer.pill("promise kept", "gain") if each.kept else answer.pill("below promise", "loss")
    )
    saved, money = each.saved, report.money
    rows = [
        ("Promised", money(each.promised), ""),
        ("Saved", money(each.saved.value),
         f"{money(saved.low)} to {money(saved.high)}, eight times of ten"),
        ("Difference", money(each.difference), ""),
        *(
            (f"from {assumptions()[why.key].label.lower()}", money(why.amount), _seen(report, why))
            for why in each.reasons
        ),
        ("not explained", money(each.unexplained), ""),
    ]  # fmt: skip
    with st.container(border=True):
        st.header(month(each.month), anchor=False)
        answer.draw(kept, answer.table(("", "A month"), [
            Row(
                [f"{answer.escaped(name)}<small>{answer.escaped(note)}</small>",
                 answer.escaped(amount)],
                "strong" if name in ("Saved", "Difference") else "",
            )
            for name, amount, note in rows
        ]))  # fmt: skip


def _seen(report: Report, why: Reason) -> str:
    promised, seen = (report.value(why.key, each) for each in (why.promised, why.realised))
    return f"{promised} promised, {seen} seen"


def _compared(report: Report, each: Comparison) -> Row:
    def cell(figure: float | None, origin: str) -> str:
        if figure is None:
            return f"<small>{answer.escaped(origin)}</small>"
        is_input = each.key in assumptions()
        shown = report.value(each.key, figure) if is_input else number(figure, 1)
        return f"{answer.escaped(shown)}<small>{answer.escaped(origin)}</small>"

    return Row([
        answer.escaped(named("realised", each.key)),
        cell(each.before, each.before_from),
        cell(each.after, each.after_from),
    ])  # fmt: skip

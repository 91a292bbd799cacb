"""Promised against realised: a statement a month from later tickets, and before against after."""

from __future__ import annotations

from datetime import date

import streamlit as st

from roi.export.report import Report
from roi.export.wording import label_of
from roi.inputs.assumptions import assumptions
from roi.numbers import month, number
from roi.realised import Comparison, Reason, Statement
from store.hold_out import HoldOut, chosen_hold_out
from store.runs import Run
from ui.savings.scenario_draft import Draft
from ui.shell import answer
from ui.shell.answer import Row
from ui.shell.session.actor import actor
from ui.shell.texts import named, text
from usecases.business_case.realised import choose_hold_out, hold_out_columns, realised
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
        st.header(text("shared.promised_against_realised"), anchor=False)
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
        st.header(text("shared.promised_against_realised"), anchor=False)
        st.caption(text("savings.realised"))
        if not columns:
            st.markdown(text("savings.realised_none"))
            return
        _choose(current, columns)
    hold_out = chosen_hold_out(current.workspace)
    if hold_out is None:
        return
    found = realised(current.workspace, current.run, current.scenario, hold_out)
    if not found.statements:
        st.info(text("savings.realised_few"))
    for each in found.statements:
        _statement(report, each)
    if found.comparison:
        with st.container(border=True):
            st.header(text("savings.before_and_after"), anchor=False)
            answer.draw(
                answer.table(
                    ("", text("shared.before"), text("shared.after")),
                    [_compared(report, each) for each in found.comparison],
                )
            )


def _choose(current: Draft, columns: dict[str, list[str]]) -> None:
    """Which column of the tickets says who was held out, kept for every figure by a click."""
    place, kept = current.workspace.name, chosen_hold_out(current.workspace)
    names = list(columns)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        attribute = st.selectbox(
            text("savings.hold_out_column"), names,
            place_of(names, kept.attribute if kept else None), key=f"realised_column_{place}",
        )  # fmt: skip
        values = columns.get(attribute or "", [])
        value = st.selectbox(
            text("savings.hold_out_value"), values, place_of(values, kept.value if kept else None),
            key=f"realised_value_{place}", disabled=attribute is None,
        )  # fmt: skip
        since: date = st.date_input(
            text("savings.hold_out_since"), kept.since if kept else "today",
            key=f"realised_since_{place}",
        )  # fmt: skip
        said = HoldOut(attribute, value, since) if attribute and value else None
        if st.button(
            text("savings.hold_out_keep"), disabled=said == kept, key=f"realised_keep_{place}"
        ):
            choose_hold_out(current.workspace, said, actor())
            st.rerun()


def place_of(values: list[str], value: str | None) -> int | None:
    """Where a value stands among the choices, None where it is none of them.

    >>> place_of(["no", "yes"], "yes"), place_of(["no", "yes"], None)
    (1, None)
    """
    return values.index(value) if value in values else None


def _statement(report: Report, each: Statement) -> None:
    """One month: saved, promised, the difference and its reasons."""
    kept = (
        answer.pill(text("savings.promise_kept"), "gain")
        if each.kept
        else answer.pill(text("savings.below_promise"), "loss")
    )
    saved, money = each.saved, report.money
    rows = [
        (text("shared.promised"), money(each.promised), ""),
        (
            text("shared.saved"),
            money(each.saved.value),
            text("savings.to_eight_times_of_ten").format(
                low=money(saved.low), high=money(saved.high)
            ),
        ),
        (text("savings.difference"), money(each.difference), ""),
        *(
            (
                text("savings.difference_from").format(label=label_of(why.key)),
                money(why.amount),
                _seen(report, why),
            )
            for why in each.reasons
        ),
        (text("savings.not_explained"), money(each.unexplained), ""),
    ]
    with st.container(border=True):
        st.header(month(each.month), anchor=False)
        answer.draw(kept, answer.table(("", text("savings.a_month")), [
            Row(
                [f"{answer.escaped(name)}<small>{answer.escaped(note)}</small>",
                 answer.escaped(amount)],
                "strong" if name in (text("shared.saved"), text("savings.difference")) else "",
            )
            for name, amount, note in rows
        ]))  # fmt: skip


def _seen(report: Report, why: Reason) -> str:
    promised, seen = (report.value(why.key, each) for each in (why.promised, why.realised))
    return text("savings.promised_seen").format(promised=promised, seen=seen)


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

"""How any figure is computed, and the simple view beside the full model."""

from __future__ import annotations

from typing import Any

import streamlit as st

from roi.export.report import Report
from roi.model.lines import table
from roi.numbers import money, number, payback, percent
from roi.results.bridge import simple_view
from roi.results.explain import PARTS, RESULTS, explain, parts
from roi.results.simple import ANNUAL_SAVINGS, MANUAL_HOURS_SAVED, simple_case, simple_terms
from roi.risk.break_even import Required
from ui.savings import case_charts
from ui.savings.scenario_draft import Draft
from ui.savings.settings import draws
from ui.shell import charts, frame
from ui.shell.provenance import card
from ui.shell.texts import text
from ui.shell.theme import colours
from usecases.provenance import Origin

SHARES = ("roi", "irr")
MONTHS = ("payback", "discounted_payback")
AMOUNTS = {
    key
    for key, each in {**table().parts, **table().results}.items()
    if each.unit in ("hours", "seconds", "number", "share")
} - set(SHARES)


def show(current: Draft, report: Report) -> None:
    """The formula of a figure on demand, the draws, the simple view and the bridge."""
    with st.container(border=True):
        st.header(text("savings.how_a_figure_comes_about"), anchor=False)
        known = {**RESULTS, **PARTS}
        figure = st.selectbox(
            text("shared.figure"), list(known), format_func=lambda name: known[name].name,
            key="savings_formula", persist_state="session",
        )  # fmt: skip
        found = explain(report.scenario, report.case, figure)
        st.markdown(f"**{found.formula.name}** = {found.words}".replace("$", r"\$"))
        st.latex(found.formula.in_latex())
        st.caption(text("savings.with_the_numbers_of_this"))
        st.latex(found.latex_numbers)
        st.markdown(f"= **{written(report, figure)}**".replace("$", r"\$"))
    with st.container(border=True):
        st.header(text("savings.how_the_futures_are_drawn"), anchor=False)
        st.caption(
            text("savings.draws_the_same_behind_every").format(
                draws=number(report.uncertainty.draws)
            )
        )
        draws(current)
    _simple(report)


def written(report: Report, figure: str) -> str:
    """A result or a part of one as people write it."""
    value: Any = parts(report.case).get(figure, getattr(report.case, figure, None))
    if isinstance(value, Required):
        return report.required(value)
    if figure in MONTHS:
        return payback(value)
    if figure in SHARES:
        return "none" if value is None else percent(value, 1)
    if figure in AMOUNTS:
        return number(value, 4 if abs(value) < 1 else 1)
    small = abs(value) < 1 and value != 0
    return money(value, report.scenario.currency, 5 if small else 2)


def _simple(report: Report) -> None:
    inputs = simple_view(report.scenario)
    result, terms = simple_case(inputs), simple_terms(inputs)
    with st.container(border=True):
        st.header(text("savings.the_simple_view_beside_the_full"), anchor=False)
        st.caption(text("savings.simple"))
        with frame.row("cards", "_simple"):
            hours = f"{number(result.hours_saved_per_month, 1)} h"
            card(
                text("savings.manual_hours_saved_a_month"),
                hours,
                Origin("computed", text("savings.simple_view")),
            )
            savings = report.money(result.annual_savings)
            card(
                text("savings.annual_savings"),
                savings,
                Origin("computed", text("savings.simple_view_hours_wage")),
            )
            net = report.money(report.case.net_savings_per_year)
            card(
                text("savings.net_savings_a_year"),
                net,
                Origin("computed", text("savings.full_model")),
            )
        for formula in (MANUAL_HOURS_SAVED, ANNUAL_SAVINGS):
            st.markdown(f"**{formula.name}** = {formula.in_words()}")
            st.latex(formula.latex_with_numbers(terms))
    with st.container(border=True):
        st.header(text("savings.the_bridge_between_both"), anchor=False)
        st.caption(text("savings.bridge"))
        figure = case_charts.steps(report.business.bridge, report, colours(), cost=False)
        charts.show(figure, text("savings.from_the_simple_view_to"), "bridge")

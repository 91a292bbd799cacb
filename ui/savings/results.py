"""The results on the right: the verdict, the cards, and what lies behind them by tab."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from roi.explain import explain
from roi.export.report import Report
from roi.numbers import payback
from ui.savings import charts, documents, formulas, risk, scenarios
from ui.savings.scenario_draft import Draft
from ui.shell import charts as shared
from ui.shell import frame, targets
from ui.shell.provenance import card
from ui.shell.texts import text
from ui.shell.theme import colours
from usecases.business_case import Claim
from usecases.provenance import Origin
from usecases.run_figures import run_figures

FIGURES: Final = ("net_savings_per_year", "payback", "npv", "roi")


def show(current: Draft, claim: Claim) -> None:
    """Everything that follows from the inputs; only the open tab is drawn."""
    report = claim.report
    verdict(claim)
    views: Mapping[str, Callable[[], None]] = {
        "Cash": lambda: _cash(current, report),
        "Risk": lambda: risk.show(current, report),
        "Formulas": lambda: formulas.show(report),
        "Scenarios": lambda: scenarios.show(current),
        "Documents": lambda: documents.show(current, report),
    }
    for tab, draw in zip(
        st.tabs(list(views), key="savings_tab", on_change="rerun"), views.values(), strict=True
    ):
        if tab.open is not False:
            with tab:
                draw()


def verdict(claim: Claim) -> None:
    """The answer in a sentence, the cards with their ranges, and the chances."""
    report = claim.report
    pays, chance = report.headline()
    st.markdown(f"**{_plain(pays)}**")
    with frame.row("cards", "_savings"):
        for figure, shown in zip(FIGURES, report.cards(), strict=True):
            words = explain(report.scenario, report.case, figure).words
            card(
                shown.label,
                shown.text,
                Origin("computed", f"{shown.range} · {claim.policy}"),
                help=_sentence(words),
            )
    st.caption(_plain(f"{chance} Seed of the draws: {report.uncertainty.seed}."))


def _cash(current: Draft, report: Report) -> None:
    shade, result = colours(), report.case
    with st.container(border=True):
        st.subheader("Cumulative cash", anchor=False)
        alt = (
            f"Cumulative cash over {result.values.horizon_months} months, "
            f"payback {payback(result.payback)}"
        )
        shared.show(charts.cash(report, shade), alt, "cash")
    with st.container(border=True):
        st.subheader("From today's cost to tomorrow's, a year", anchor=False)
        st.caption(text("savings.waterfall"))
        figure = charts.steps(report.waterfall, report, shade, cost=True)
        shared.show(figure, "Today's and tomorrow's cost", "waterfall")
    with st.container(border=True):
        st.subheader("Benefits and costs by month", anchor=False)
        shared.show(charts.by_month(report, shade), "Benefits and costs by month", "monthly")
    with st.container(border=True):
        st.subheader("Other figures", anchor=False)
        with frame.row("cards", "_figures"):
            for each in report.figures():
                st.metric(each.label, each.text)
    with st.container(border=True):
        st.subheader("Targets against what was measured", anchor=False)
        run = current.run
        targets.held(current.workspace, run_figures(current.workspace, run.run_id) if run else None)


def _sentence(words: str) -> str:
    return f"= {words}".replace("$", r"\$")


def _plain(words: str) -> str:
    return words.replace("$", r"\$").replace("*", r"\*")

"""The results on the right: the verdict, and what lies behind it by tab."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from roi.export.report import Report
from roi.export.wording import cash_title
from roi.numbers import payback
from ui.savings import (
    case_charts,
    conventions,
    counter_case,
    documents,
    doubts,
    formulas,
    ledgers,
    realised,
    scenarios,
)
from ui.savings.scenario_draft import Draft
from ui.shell import answer, charts, frame, targets, verdict, volume_form
from ui.shell.answer import End
from ui.shell.texts import plain, text
from ui.shell.theme import colours
from usecases.business_case.claim import Claim
from usecases.policy.case_policy import case_figures


def show(current: Draft, claim: Claim) -> None:
    """Everything that follows from the inputs; only the open tab is drawn."""
    report = claim.report
    volume_form.ask(current.workspace, current.run, "savings")
    if report.business.standing == "volume unknown":
        return
    _verdict(claim)
    views: Mapping[str, Callable[[], None]] = {
        text("savings.three_ledgers"): lambda: _money(current, report),
        text("savings.cash_flow"): lambda: _cash(current, report),
        text("savings.what_could_go_wrong"): lambda: _doubts(current, report),
        text("savings.how_it_is_computed"): lambda: formulas.show(current, report),
        text("savings.scenarios"): lambda: scenarios.show(current),
        text("savings.realised_label"): lambda: realised.show(current, report),
        text("shared.documents"): lambda: documents.show(current, report),
    }
    for tab, draw in zip(
        st.tabs(list(views), key="savings_tab", on_change="rerun"), views.values(), strict=True
    ):
        if tab.open is not False:
            with tab:
                draw()


def _verdict(claim: Claim) -> None:
    """The answer in a sentence, how sure it is, and the range of what is saved."""
    report, business = claim.report, claim.report.business
    with st.container(border=True, key=f"panel_{verdict.role(business)}_verdict"):
        answer.draw(verdict.head(report, small=True), verdict.stamp(report), _range(report))
        if business.standing == "assumptions only":
            st.page_link(
                frame.PAGES / "route.py",
                label=text("savings.measure"),
                icon=":material/arrow_forward:",
            )


def _range(report: Report) -> str:
    found, result = report.uncertainty.net_savings_per_year, report.case
    if not report.business.names_amounts or found.bad is None or found.good is None:
        return ""
    bar = answer.range_bar(
        End(found.bad, report.short(found.bad), text("shared.bad_case")),
        End(result.net_savings_per_year, report.money(result.net_savings_per_year)),
        End(found.good, report.short(found.good), text("shared.good_case")),
        End(0.0, report.short(0.0)),
    )
    help_text = answer.escaped(text("savings.cases"))
    return f'<div style="max-width:520px" title="{help_text}">{bar}</div>'


def _money(current: Draft, report: Report) -> None:
    ledgers.show(current, report)
    with frame.row("halves", "_told"):
        conventions.show(report)
        counter_case.summary(report)


def _cash(current: Draft, report: Report) -> None:
    shade, result = colours(), report.case
    with st.container(border=True):
        st.header(plain(cash_title(report.business)), anchor=False)
        st.caption(text("savings.eight_futures_of_ten_lie_in"))
        alt = text("savings.cumulative_cash_over_months").format(
            horizon_months=result.values.horizon_months, payback=payback(result.payback)
        )
        charts.show(case_charts.cash(report, shade), alt, "cash")
    with st.container(border=True):
        st.header(text("savings.from_todays_cost_to_tomorrows"), anchor=False)
        st.caption(text("savings.waterfall"))
        figure = case_charts.steps(report.business.waterfall, report, shade, cost=True)
        charts.show(figure, text("savings.todays_and_tomorrows_cost"), "waterfall")
    with st.container(border=True):
        st.header(text("savings.benefits_and_costs_by_month"), anchor=False)
        charts.show(
            case_charts.by_month(report, shade),
            text("savings.benefits_and_costs_by_month"),
            "monthly",
        )
    with st.container(border=True):
        st.header(text("savings.other_figures"), anchor=False)
        with frame.row("cards", "_figures"):
            for each in report.figures():
                st.metric(each.label, each.text)
    with st.container(border=True):
        st.header(text("savings.targets_against_what_was"), anchor=False)
        workspace, run = current.workspace, current.run
        targets.held(workspace, case_figures(workspace, run.run_id) if run else None)


def _doubts(current: Draft, report: Report) -> None:
    counter_case.objections(report)
    doubts.show(current, report)

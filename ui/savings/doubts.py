"""What is in doubt: what to measure next, the tornado, payback over two inputs, break-even."""

from __future__ import annotations

from typing import Final

import streamlit as st

from roi.export.report import Report
from roi.export.wording import words
from roi.inputs.assumptions import assumptions
from roi.numbers import number, percent
from roi.risk.break_even import required
from roi.risk.sensitivity import grid, moving, what_must_be_true
from store.workspace import Workspace
from ui.savings import sensitivity_charts
from ui.savings.measurement import MIN_WORTH, measure
from ui.savings.scenario_draft import Draft
from ui.shell import charts, frame
from ui.shell.provenance import card
from ui.shell.texts import plain, text
from ui.shell.theme import colours
from usecases.provenance import Origin

MAX_SHOWN: Final = 6


def show(current: Draft, report: Report) -> None:
    """Chances, sensitivities and break-even points."""
    _chances(report)
    _measure_next(current.workspace, report)
    with st.container(border=True):
        st.header(text("savings.what_moves_the_case_most"), anchor=False)
        st.caption(text("savings.tornado"))
        figure = sensitivity_charts.tornado(report.business.tornado, report, colours())
        charts.show(figure, text("savings.tornado_of_the_net_present"), "tornado")
    _map(current, report)
    with st.container(border=True):
        st.header(text("savings.what_must_be_true"), anchor=False)
        st.caption(text("savings.must"))
        wage = "salary_per_year" if report.scenario.pay == "salary" else "wage_per_hour"
        values = report.scenario.values()
        asked = [required(values, key) for key in ("tickets_per_month", "precision", wage)]
        known = {needed.key for needed in asked}
        others = (each for each in what_must_be_true(report.scenario) if each.key not in known)
        for needed in (*asked, *others):
            now = report.value(needed.key, report.scenario[needed.key])
            st.markdown(
                text("savings.needed_now")
                .format(needed=report.required(needed), now=now)
                .replace("$", r"\$")
            )


def _measure_next(workspace: Workspace, report: Report) -> None:
    """What knowing an input better is worth before deciding, and the click that measures it."""
    found = [each for each in report.business.measure_next if each.worth >= MIN_WORTH][:MAX_SHOWN]
    with st.container(border=True):
        st.header(text("savings.measure_next_label"), anchor=False)
        st.caption(text("savings.measure_next"))
        if not found:
            st.markdown(str(words()["measure_nothing"]))
        for each in found:
            now = report.value(each.key, report.scenario[each.key])
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(
                    text("savings.now").format(label=assumptions()[each.key].label, now=plain(now)),
                    width="stretch",
                )
                st.markdown(f"**{plain(report.money(each.worth))}**", width="content")
                measure(workspace, each.key, "savings")


def _chances(report: Report) -> None:
    found = report.uncertainty
    chances = {
        text("savings.paid_back_within_a_year"): found.within_a_year,
        text("savings.paid_back_within_the_horizon"): found.paid_back,
        text("savings.net_present_value_above_0"): found.positive_npv,
    }
    with frame.row("cards", "_chances"):
        for label, share in chances.items():
            source = Origin(
                "computed", text("savings.of_simulated_futures").format(draws=number(found.draws))
            )
            card(label, percent(share), source)


def _map(current: Draft, report: Report) -> None:
    offered = list(moving(report.scenario))
    wage = "salary_per_year" if report.scenario.pay == "salary" else "wage_per_hour"
    with st.container(border=True):
        st.header(text("savings.payback_in_months_over_two"), anchor=False)
        with frame.row("filters", "_map"):
            x = _axis(text("savings.across"), offered, wage, current.key("map_x"))
            y = _axis("Up", [key for key in offered if key != x], "tickets_per_month",
                      current.key("map_y"))  # fmt: skip
        figure = sensitivity_charts.payback_map(grid(report.scenario, x, y), report, colours())
        charts.show(figure, text("savings.payback_over_two_inputs"), "payback_map")


def _axis(label: str, offered: list[str], usual: str, key: str) -> str:
    first = offered.index(usual) if usual in offered else 0
    return st.selectbox(
        label, offered, first, key=key, format_func=lambda name: assumptions()[name].label
    )

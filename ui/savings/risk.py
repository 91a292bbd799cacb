"""What moves the case: the tornado, the payback over two inputs, and what must be true."""

from __future__ import annotations

import streamlit as st

from roi.assumptions import assumptions
from roi.export.report import Report
from roi.numbers import percent
from roi.sensitivity import grid, moving
from ui.savings import charts
from ui.savings.scenario_draft import Draft
from ui.shell import charts as shared
from ui.shell import frame
from ui.shell.provenance import card
from ui.shell.texts import text
from ui.shell.theme import colours
from usecases.provenance import Origin


def show(current: Draft, report: Report) -> None:
    """Chances, sensitivities and break-even points."""
    _chances(report)
    with st.container(border=True):
        st.subheader("What moves the case most", anchor=False)
        st.caption(text("savings.tornado"))
        figure = charts.tornado(report.tornado, report, colours())
        shared.show(figure, "Tornado of the net present value", "tornado")
    _map(current, report)
    with st.container(border=True):
        st.subheader("What must be true", anchor=False)
        st.caption(text("savings.must"))
        result = report.case
        asked = (result.break_even_volume, result.break_even_precision, result.break_even_wage)
        known = {needed.key for needed in asked}
        for needed in (*asked, *(each for each in report.must if each.key not in known)):
            now = report.value(needed.key, report.scenario[needed.key])
            st.markdown(f"- {report.required(needed)} :gray[(now {now})]".replace("$", r"\$"))


def _chances(report: Report) -> None:
    found = report.uncertainty
    chances = {
        "Paid back within a year": found.within_a_year,
        "Never within the horizon": found.never,
        "Net present value above 0": found.positive_npv,
    }
    with frame.row("cards", "_chances"):
        for label, share in chances.items():
            source = Origin("computed", f"{found.draws:,} draws · seed {found.seed}")
            card(label, percent(share), source)


def _map(current: Draft, report: Report) -> None:
    offered = list(moving(report.scenario))
    wage = "salary_per_year" if report.scenario.pay == "salary" else "wage_per_hour"
    with st.container(border=True):
        st.subheader("Payback in months over two inputs", anchor=False)
        with frame.row("filters", "_map"):
            x = _axis("Across", offered, wage, current.key("map_x"))
            y = _axis("Up", [key for key in offered if key != x], "tickets_per_month",
                      current.key("map_y"))  # fmt: skip
        figure = charts.payback_map(grid(report.scenario, x, y), report, colours())
        shared.show(figure, "Payback over two inputs", "payback_map")


def _axis(label: str, offered: list[str], usual: str, key: str) -> str:
    first = offered.index(usual) if usual in offered else 0
    return st.selectbox(
        label, offered, first, key=key, format_func=lambda name: assumptions()[name].label
    )

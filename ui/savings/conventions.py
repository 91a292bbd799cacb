"""The same case told three ways: unadjusted, Forrester's TEI and Nucleus, with their bridge."""

from __future__ import annotations

import streamlit as st

from roi.export.report import Report
from roi.export.tables import conventions, conventions_note
from roi.export.wording import words
from roi.results.bridge import Step
from ui.savings import case_charts
from ui.shell import answer, charts
from ui.shell.answer import Row
from ui.shell.texts import text
from ui.shell.theme import colours


def show(report: Report) -> None:
    """The table, and the steps between the figures."""
    business, said = report.business, words()["bridge"]
    header, *rows = conventions(report)
    with st.container(border=True, height="stretch"):
        st.header(text("savings.the_same_case_told_three_ways"), anchor=False)
        st.caption(conventions_note(report).replace("$", r"\$"))
        answer.draw(
            answer.table(
                header,
                [
                    Row([answer.escaped(cell) for cell in row], "strong" if at == 2 else "")  # noqa: PLR2004
                    for at, row in enumerate(rows)
                ],
            )
        )
        found = [Step(said[step.key], step.amount, step.total) for step in business.bridge_to_tei]
        figure = case_charts.steps(found, report, colours(), cost=False)
        charts.show(figure, text("savings.from_unadjusted_to_risk"), "bridge_tei")
        with st.expander(text("savings.from_tei_to_nucleus_step")):
            answer.draw(answer.table(("", ""), [
                Row([answer.escaped(said[step.key]), answer.escaped(report.money(step.amount))],
                    "strong" if step.total else "")
                for step in business.bridge_to_nucleus
            ]))  # fmt: skip

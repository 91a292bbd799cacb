"""Why no decision: a funnel of reasons that adds up to all tickets, each leading to its own."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import streamlit as st

from roi.numbers import in_percent, number
from store.runs import Run
from store.workspace import Workspace
from ui.shell import figure_texts, frame
from ui.shell.texts import text
from usecases.business_case.scenarios import working_copy
from usecases.evaluation.review_reasons import (
    Outcome,
    describe,
    parent_right,
    review_reasons,
    waiting,
)

COLUMNS: Final[dict[str, Any]] = {
    text("accuracy.share"): st.column_config.ProgressColumn(
        format="%.1f %%", min_value=0, max_value=100
    ),
    text("shared.tickets"): st.column_config.NumberColumn(format="localized"),
    text("accuracy.suggestion_right"): st.column_config.TextColumn(
        help=text("accuracy.among_the_labelled_ones")
    ),
    text("shared.hours_a_month"): st.column_config.NumberColumn(
        format="%.1f", help=text("accuracy.share_tickets_a_month_seconds")
    ),
}
LINKED: Final = 4


def show(workspace: Workspace, run: Run) -> None:
    """Every ticket of the run once, and links to those that wait."""
    found = review_reasons(workspace, run.run_id)
    if not found:
        return
    scenario = working_copy(workspace, run).scenario
    with st.container(border=True):
        st.header(text("accuracy.why_no_decision"), anchor=False)
        st.markdown(describe(run, found))
        rows = [_row(each, each.review_hours(scenario)) for each in found]
        table = pd.DataFrame(rows)
        if not scenario.volume_is_known:
            table = table.drop(columns=text("shared.hours_a_month"))
        st.dataframe(
            table,
            hide_index=True,
            column_config=COLUMNS,
            alt=text("accuracy.why_no_decision_label"),
        )
        st.caption(text("accuracy.reasons"))
        parent = parent_right(workspace, run.run_id)
        if parent:
            st.markdown(text("accuracy.parent_right").format(**figure_texts.measured(parent)))
        for each in waiting(found)[:LINKED]:
            if each.kind:
                label = f"{text(f'review.{each.kind.name}')}: {number(each.tickets)}"
                frame.tickets_link(label, {"outcome": each.kind.value})


def _row(each: Outcome, hours: float) -> dict[str, Any]:
    name = text(f"review.{each.kind.name}") if each.kind else text("shared.auto_routed")
    return {
        text("shared.outcome"): name,
        text("accuracy.share"): in_percent(each.share),
        text("shared.tickets"): each.tickets,
        text("accuracy.suggestion_right"): _right(each),
        text("shared.hours_a_month"): hours,
    }


def _right(each: Outcome) -> str:
    if each.right is None:
        return "–"
    return f"{figure_texts.share(each.right)} ({figure_texts.interval(each.right)})"

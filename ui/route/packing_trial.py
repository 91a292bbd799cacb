"""How many tickets per request: a small trial, and what it measured."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import streamlit as st

from roi.numbers import in_percent, percent_range
from routing.errors import RouteCaseError
from store import tickets
from store.workspace import Workspace
from ui.shell import jobs
from ui.shell.core_sentences import told
from ui.shell.server.process import process
from ui.shell.session import session_keys
from ui.shell.session.actor import actor
from ui.shell.texts import text
from usecases.runs import packing_trial
from usecases.runs.packing_trial import PackFigures
from usecases.runs.request import RunRequest

_PERCENT: Final = st.column_config.NumberColumn(format="%.1f %%")
COLUMNS: Final[dict[str, Any]] = {
    text("shared.accuracy"): _PERCENT,
    text("route.same_as_alone"): st.column_config.NumberColumn(
        format="%.1f %%", help=text("route.the_share_of_tickets_answered")
    ),
    "$ per 1,000": st.column_config.NumberColumn(format="%.4f"),
    text("route.tokens_in_per_ticket"): st.column_config.NumberColumn(format="%.0f"),
    text("shared.time"): st.column_config.NumberColumn(format="%.1f s"),
}


def trial(workspace: Workspace, request: RunRequest) -> None:
    """The button that measures, and the figures of the last time."""
    llm = request.llm
    if llm is None or not tickets.labels(workspace):
        return
    st.caption(text("llm.trial"))
    job = jobs.current(workspace)
    busy = bool(job and job.live) or not llm.model
    if st.button(text("route.measure_1_5_10_and_20_a_request"), key="llm_trial", disabled=busy):
        try:
            packing_trial.start_trial(
                process().jobs, workspace, request, session_keys.held(), actor()
            )
            st.rerun()
        except RouteCaseError as problem:
            st.error(told(problem))
    if figures := packing_trial.last_trial(workspace, llm):
        table = pd.DataFrame([_row(each) for each in figures])
        st.dataframe(
            table, hide_index=True, column_config=COLUMNS, alt=text("route.trial_of_pack_sizes")
        )


def _row(figures: PackFigures) -> dict[str, Any]:
    return {
        text("route.tickets_a_request"): figures.size,
        text("shared.accuracy"): in_percent(figures.accuracy),
        "95 % interval": percent_range(figures.low, figures.high),
        text("route.same_as_alone"): in_percent(figures.agreement),
        "$ per 1,000": figures.usd_per_thousand,
        text("route.tokens_in_per_ticket"): figures.tokens_per_ticket,
        text("shared.time"): figures.seconds,
        text("route.failed"): figures.failed,
    }

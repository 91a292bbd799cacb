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
from ui.shell.server.process import process
from ui.shell.session import session_keys
from ui.shell.session.actor import actor
from ui.shell.texts import text
from usecases.runs import packing_trial
from usecases.runs.packing_trial import PackFigures
from usecases.runs.request import RunRequest

_PERCENT: Final = st.column_config.NumberColumn(format="%.1f %%")
COLUMNS: Final[dict[str, Any]] = {
    "Accuracy": _PERCENT,
    "Same as alone": st.column_config.NumberColumn(
        format="%.1f %%", help="The share of tickets answered as in a request of their own."
    ),
    "$ per 1,000": st.column_config.NumberColumn(format="%.4f"),
    "Tokens in per ticket": st.column_config.NumberColumn(format="%.0f"),
    "Time": st.column_config.NumberColumn(format="%.1f s"),
}


def trial(workspace: Workspace, request: RunRequest) -> None:
    """The button that measures, and the figures of the last time."""
    llm = request.llm
    if llm is None or not tickets.labels(workspace):
        return
    st.caption(text("llm.trial"))
    job = jobs.current(workspace)
    busy = bool(job and job.live) or not llm.model
    if st.button("Measure 1, 5, 10 and 20 a request", key="llm_trial", disabled=busy):
        try:
            packing_trial.start_trial(
                process().jobs, workspace, request, session_keys.held(), actor()
            )
            st.rerun()
        except RouteCaseError as problem:
            st.error(str(problem))
    if figures := packing_trial.last_trial(workspace, llm):
        table = pd.DataFrame([_row(each) for each in figures])
        st.dataframe(table, hide_index=True, column_config=COLUMNS, alt="Trial of pack sizes")


def _row(figures: PackFigures) -> dict[str, Any]:
    return {
        "Tickets a request": figures.size,
        "Accuracy": in_percent(figures.accuracy),
        "95 % interval": percent_range(figures.low, figures.high),
        "Same as alone": in_percent(figures.agreement),
        "$ per 1,000": figures.usd_per_thousand,
        "Tokens in per ticket": figures.tokens_per_ticket,
        "Time": figures.seconds,
        "Failed": figures.failed,
    }

"""The prompt improved from labelled history, with the receipt of every candidate."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import streamlit as st

from roi.numbers import dollars, in_percent, p_value, percent_range
from routing.errors import RouteCaseError
from routing.learning.prompt_tuning import TuningLimits, Verdict
from store import tickets
from store.workspace import Workspace
from ui.shell import jobs
from ui.shell.server.process import process
from ui.shell.session import session_keys
from ui.shell.session.actor import actor
from ui.shell.texts import plain, text
from usecases.runs.prompt_tuning import Receipt, TuningRecord, last_tuning, start_tuning
from usecases.runs.request import RunRequest

COLUMNS: Final[dict[str, Any]] = {
    "Right": st.column_config.NumberColumn(format="%.1f %%", help="On the train part"),
    "Cost": st.column_config.NumberColumn(format="$%.4f"),
    "Tokens in per ticket": st.column_config.NumberColumn(format="%.0f"),
}


def show(workspace: Workspace, request: RunRequest) -> None:
    """Rounds and budget, the button, and the receipt of the last time."""
    llm = request.llm
    if llm is None or not tickets.labels(workspace):
        return
    st.caption(text("llm.tuning"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        rounds = st.number_input("Rounds", 1, 10, 3, key="tuning_rounds")
        budget = st.number_input("Budget in dollars", 0.01, 1000.0, 2.0, key="tuning_budget")
        job = jobs.current(workspace)
        busy = bool(job and job.live) or not llm.model
        if st.button("Improve the prompt", key="tuning_start", disabled=busy):
            limits = TuningLimits(int(rounds), float(budget))
            try:
                start_tuning(
                    process().jobs, workspace, request, session_keys.held(), limits, actor=actor()
                )
                st.rerun()
            except RouteCaseError as problem:
                st.error(str(problem))
    if found := last_tuning(workspace):
        _receipt(found)


def _receipt(found: TuningRecord) -> None:
    st.markdown(_verdict(found))
    st.dataframe(
        pd.DataFrame([_row(each) for each in found.receipts]), hide_index=True,
        column_config=COLUMNS, alt="Prompts that were tried",
    )  # fmt: skip
    for number, each in enumerate(found.receipts[1:], 1):
        with st.expander(f"What candidate {number} changes: {plain(each.why)}"):
            st.code(each.difference, language="diff", wrap_lines=True)


def _verdict(found: TuningRecord) -> str:
    """What the sealed part said, in words."""
    spent = f"Spent {plain(dollars(found.spent_usd))} in all."
    words = text(f"llm.tuning_{Verdict(found.verdict).name}")
    if found.sealed is None:
        return f"{words} {spent}"
    judged = found.sealed
    points = 100 * judged["difference"]
    ends = f"{100 * judged['low']:+.1f} to {100 * judged['high']:+.1f}"
    kept = f" Saved as **{plain(found.adopted)}**." if found.adopted else ""
    return (
        f"{words}{kept} On {judged['n']:,.0f} sealed tickets: **{points:+.1f} points** "
        f"({ends}; McNemar's exact test: {p_value(judged['p'])}). {spent}"
    )


def _row(each: Receipt) -> dict[str, Any]:
    return {
        "Round": each.round,
        "What": each.why,
        "Right": in_percent(each.right),
        "95 % interval": percent_range(each.low, each.high),
        "Cost": each.cost_usd,
        "Tokens in per ticket": each.tokens_per_ticket,
    }

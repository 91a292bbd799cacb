"""The prompt improved from labelled history, with the receipt of every candidate."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import streamlit as st

from roi.numbers import dollars, in_percent, number, p_value, percent_range
from routing.errors import RouteCaseError
from routing.learning.prompt_tuning import TuningLimits, Verdict
from store import tickets
from store.workspace import Workspace
from ui.shell import jobs
from ui.shell.core_sentences import told
from ui.shell.server.process import process
from ui.shell.session import session_keys
from ui.shell.session.actor import actor
from ui.shell.texts import plain, text
from usecases.runs.prompt_tuning import Receipt, TuningRecord, last_tuning, start_tuning
from usecases.runs.request import RunRequest

COLUMNS: Final[dict[str, Any]] = {
    text("shared.right"): st.column_config.NumberColumn(
        format="%.1f %%", help=text("route.on_the_train_part")
    ),
    text("shared.cost"): st.column_config.NumberColumn(format="$%.4f"),
    text("route.tokens_in_per_ticket"): st.column_config.NumberColumn(format="%.0f"),
}


def show(workspace: Workspace, request: RunRequest) -> None:
    """Rounds and budget, the button, and the receipt of the last time."""
    llm = request.llm
    if llm is None or not tickets.labels(workspace):
        return
    st.caption(text("llm.tuning"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        rounds = st.number_input(text("route.rounds"), 1, 10, 3, key="tuning_rounds")
        budget = st.number_input(
            text("route.budget_in_dollars"), 0.01, 1000.0, 2.0, key="tuning_budget"
        )
        job = jobs.current(workspace)
        busy = bool(job and job.live) or not llm.model
        if st.button(text("route.improve_the_prompt"), key="tuning_start", disabled=busy):
            limits = TuningLimits(int(rounds), float(budget))
            try:
                start_tuning(
                    process().jobs, workspace, request, session_keys.held(), limits, actor=actor()
                )
                st.rerun()
            except RouteCaseError as problem:
                st.error(told(problem))
    if found := last_tuning(workspace):
        _receipt(found)


def _receipt(found: TuningRecord) -> None:
    st.markdown(_verdict(found))
    st.dataframe(
        pd.DataFrame([_row(each) for each in found.receipts]), hide_index=True,
        column_config=COLUMNS, alt=text("route.prompts_that_were_tried"),
    )  # fmt: skip
    for candidate, each in enumerate(found.receipts[1:], 1):
        with st.expander(
            text("route.what_candidate_changes").format(number=candidate, why=plain(each.why))
        ):
            st.code(each.difference, language="diff", wrap_lines=True)


def _verdict(found: TuningRecord) -> str:
    """What the sealed part said, in words."""
    spent = text("route.spent_in_all").format(spent_usd=plain(dollars(found.spent_usd)))
    words = text(f"llm.tuning_{Verdict(found.verdict).name}")
    if found.sealed is None:
        return f"{words} {spent}"
    judged = found.sealed
    points = 100 * judged["difference"]
    kept = text("route.saved_as").format(adopted=plain(found.adopted)) if found.adopted else ""
    low, high = 100 * judged["low"], 100 * judged["high"]
    on = text("route.on_sealed_tickets").format(
        n=number(judged["n"]), p=p_value(judged["p"]), points=_signed(points), low=_signed(low),
        high=_signed(high),
    )  # fmt: skip
    return f"{words}{kept} {on} {spent}"


def _signed(points: float) -> str:
    return f"{'+' if points >= 0 else ''}{number(points, 1)}"


def _row(each: Receipt) -> dict[str, Any]:
    return {
        text("route.round"): each.round,
        text("shared.what"): each.why,
        text("shared.right"): in_percent(each.right),
        "95 % interval": percent_range(each.low, each.high),
        text("shared.cost"): each.cost_usd,
        text("route.tokens_in_per_ticket"): each.tokens_per_ticket,
    }

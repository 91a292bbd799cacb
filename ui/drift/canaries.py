"""Canaries: which tickets are asked again, and what the runs have shown."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from roi.numbers import number
from routing.errors import RouteCaseError
from routing.evaluation.drift.canaries import FIRST_RUNS, MAX_CANARIES
from store.drift import canaries
from store.runs import Run
from store.workspace import Workspace
from ui.shell.core_sentences import told
from ui.shell.server.process import process
from ui.shell.texts import text
from usecases.actor import Actor
from usecases.drift.canaries import ask_canaries, choose_canaries, keep_canary_alarms
from usecases.drift.notifications import channels

USUAL = 100


def show(workspace: Workspace, run: Run | None, actor: Actor) -> None:
    """Choose, ask now, and the runs so far."""
    st.caption(text("drift.canaries"))
    chosen = canaries.chosen(workspace)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        count = st.number_input(
            text("drift.canaries_label"), 1, MAX_CANARIES, USUAL, 10, key="canary_count"
        )
        disabled = run is None
        if (
            st.button(text("drift.choose_them_anew"), key="canary_choose", disabled=disabled)
            and run
        ):
            _choose(workspace, run, int(count), actor)
        if (
            st.button(text("drift.ask_them_now"), key="canary_ask", disabled=disabled or not chosen)
            and run
        ):
            _ask(workspace, run)
    found = canaries.runs(workspace)
    left = max(0, FIRST_RUNS - len(found))
    noise = text("drift.runs_until_the_noise_is_known").format(left=left) if left else ""
    counted = text("drift.canaries_and_runs").format(
        canaries=number(len(chosen)), runs=number(len(found))
    )
    st.markdown(counted + noise)
    if found:
        rows = [(each.asked_at, each.model, len(each.answers)) for each in reversed(found)]
        table = pd.DataFrame(
            rows, columns=[text("shared.asked"), text("shared.model"), text("drift.answers")]
        )
        asked = {text("shared.asked"): st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm")}
        st.dataframe(
            table, hide_index=True, column_config=asked, alt=text("drift.runs_of_canaries")
        )


def _choose(workspace: Workspace, run: Run, count: int, actor: Actor) -> None:
    try:
        choose_canaries(workspace, run, count, actor)
    except RouteCaseError as problem:
        st.error(told(problem))
        return
    st.rerun()


def _ask(workspace: Workspace, run: Run) -> None:
    settings = process().settings
    try:
        with st.spinner(text("drift.asking")):
            ask_canaries(workspace, run, settings.models, settings.keys)
            keep_canary_alarms(workspace, channels(settings.notices))
    except RouteCaseError as problem:
        st.error(told(problem))
        return
    st.rerun()

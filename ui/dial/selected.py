"""What the thresholds on screen do to the selected tickets: an effect, never a promise."""

from __future__ import annotations

import streamlit as st

from routing.evaluation.statistics.intervals import Measured
from routing.policy import Policy
from store.runs import Run
from store.tickets import EVERY_TICKET, Filters
from store.workspace import Workspace
from ui.shell import answer, figure_texts
from ui.shell.answer import Row
from ui.shell.texts import text
from usecases.evaluation.figures import run_figures
from usecases.policy.shares import selected_shares


def effect(workspace: Workspace, run: Run, policy: Policy, filters: Filters) -> None:
    """The selected tickets now and at these thresholds, beside all tickets."""
    if filters == EVERY_TICKET:
        return
    now = run_figures(workspace, run.run_id, filters)
    then = selected_shares(workspace, run, policy, filters)
    whole = selected_shares(workspace, run, policy, EVERY_TICKET)
    rows = [
        _row("dial.selected_then", then.coverage, then.precision, "chosen"),
        _row("dial.selected_now", now.coverage, now.selective_accuracy),
        _row("dial.selected_whole", whole.coverage, whole.precision),
    ]
    with st.container(border=True):
        st.header(text("dial.selected"), anchor=False)
        st.caption(text("dial.selected_note"))
        header = [text(f"dial.{name}") for name in ("tickets", "alone", "right", "interval")]
        answer.draw(answer.table(["", *header], rows, wide=(1, 4)))


def _row(name: str, alone: Measured | None, right: Measured | None, role: str = "") -> Row:
    found = [
        "" if alone is None else f"{alone.n:,}",
        figure_texts.share(alone), figure_texts.share(right), figure_texts.interval(right),
    ]  # fmt: skip
    return Row([answer.escaped(each) for each in (text(name), *found)], role)

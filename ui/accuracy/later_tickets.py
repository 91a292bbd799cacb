"""Texts that come again: accuracy as the router will be used, beside accuracy on new texts."""

from __future__ import annotations

import streamlit as st

from routing.evaluation.statistics.intervals import Measured
from store.workspace import Workspace
from ui.shell import figure_texts, frame, jobs
from ui.shell.core_sentences import translated
from ui.shell.provenance import card
from ui.shell.server.process import process
from ui.shell.texts import text
from usecases.learning import later_tickets
from usecases.provenance import measured


def headline(workspace: Workspace) -> dict[str, Measured]:
    """The figure that matches how the router will be used, where many texts come again."""
    found = later_tickets.measured(workspace)
    return (
        {text("accuracy.right_on_later_tickets"): found.later}
        if found and found.is_headline
        else {}
    )


def show(workspace: Workspace) -> None:
    """The figures, the headline first; measured once for these labels."""
    if not later_tickets.is_fresh(workspace):
        _measure(workspace)
        return
    found = later_tickets.measured(workspace)
    if found is None:
        return
    with st.container(border=True):
        st.header(text("accuracy.texts_come_again"), anchor=False)
        with frame.row("cards", "_later"):
            shown = {
                text("accuracy.right_on_later_tickets"): found.later,
                text("accuracy.on_texts_seen_before"): found.seen,
                text("accuracy.on_new_texts"): found.new,
                text("accuracy.texts_come_again"): found.repeated,
            }
            for label, figure in shown.items():
                if figure is None:
                    continue
                card(label, figure_texts.share(figure), measured(figure))
        st.caption(text("accuracy.later"))
        if found.is_headline:
            st.info(text("accuracy.later_headline"))


def _measure(workspace: Workspace) -> None:
    job = process().jobs.at(later_tickets.job_key(workspace))
    if job and job.error:
        st.caption(text("accuracy.later_tickets_error").format(error=translated(job.error)))
        return
    busy = jobs.current(workspace)
    if busy and busy.live:
        return
    later_tickets.start(process().jobs, workspace, process().settings.models)
    _watch(workspace)


@st.fragment(run_every=jobs.LIVE_SECONDS)
def _watch(workspace: Workspace) -> None:
    job = process().jobs.at(later_tickets.job_key(workspace))
    if job is None or not job.live:
        st.rerun()
    progress = job.progress()
    st.progress(
        progress.share,
        text=text("accuracy.later_tickets_phase").format(phase=translated(progress.phase)),
    )

"""The check of the labels: start it, watch it, and what it had to say."""

from __future__ import annotations

import streamlit as st

from jobs import Job
from routing.errors import RouteCaseError
from store.learning import label_checks
from store.workspace import Workspace
from ui.shell import frame, jobs
from ui.shell.core_sentences import told, translated
from ui.shell.server.process import process
from ui.shell.session.actor import actor
from ui.shell.session.selection import link
from ui.shell.texts import text
from usecases.labels import check


def panel(workspace: Workspace) -> None:
    """How the check stands, with a way to make it."""
    job = _job(workspace)
    if job and job.live:
        _live(workspace)
        return
    if job and job.error:
        st.error(told(job.error))
    if (said := label_checks.verdict(workspace)) is not None:
        st.warning(said)
    with st.container(horizontal=True, vertical_alignment="center"):
        _start(workspace)


def to_work_list(workspace: Workspace) -> None:
    """The way to the work list, where a label is doubted."""
    if label_checks.doubted(workspace):
        st.page_link(
            frame.PAGES / "review.py", label=text("misroutes.work_list"),
            icon=":material/arrow_forward:", query_params=link(review_tab=text("shared.labels")),
        )  # fmt: skip


def _start(workspace: Workspace) -> None:
    made = label_checks.made_for(workspace) is not None
    fresh = made and check.is_fresh(workspace)
    if fresh:
        st.caption(text("misroutes.checked"))
        return
    label = text("misroutes.check_the_labels_again") if made else text("misroutes.check_the_labels")
    if st.button(label, key="labels_check", type="secondary" if made else "primary"):
        try:
            check.start_check(process().jobs, workspace, process().settings.models, actor())
        except RouteCaseError as problem:
            st.error(told(problem))
        else:
            st.rerun()
    st.caption(text("misroutes.stale" if made else "misroutes.unchecked"))


@st.fragment(run_every=jobs.LIVE_SECONDS)
def _live(workspace: Workspace) -> None:
    job = _job(workspace)
    if job is None or not job.live:
        st.rerun()
    progress = job.progress()
    with st.container(border=True):
        st.markdown(text("misroutes.label_check").format(phase=translated(progress.phase)))
        st.progress(progress.share, text=jobs.in_words(progress) or " ")
        st.button(
            text("misroutes.cancel"), on_click=jobs.steer, args=(job, "cancel"), key="labels_cancel"
        )


def _job(workspace: Workspace) -> Job | None:
    return process().jobs.at(check.job_key(workspace))

"""What goes on beside the workspace's own job, so that reviewing never waits for it."""

from __future__ import annotations

import streamlit as st

from routing.engine import Job
from service import learning
from store.workspace import Workspace
from ui import jobs
from ui.process import process

NOT_USED = "Not put to work"


def current(workspace: Workspace) -> Job | None:
    """The learning job of the workspace, live or just ended."""
    return process().jobs.at(learning.place(workspace))


def is_busy(workspace: Workspace) -> bool:
    """Whether one is going on."""
    job = current(workspace)
    return bool(job and job.live)


def panel(workspace: Workspace) -> None:
    """The live job with its progress and a way to cancel it; what came of one that ended."""
    job = current(workspace)
    if job and job.live:
        _live(workspace)
    elif job:
        _ended(workspace, job)


def learn_button(workspace: Workspace, label: str, key: str) -> None:
    """Train a version now."""
    if st.button(label, key=key, type="primary", disabled=is_busy(workspace)):
        at = process()
        learning.start_learning(at.jobs, workspace, at.settings.models)
        st.rerun()


@st.fragment(run_every=jobs.LIVE_SECONDS)
def _live(workspace: Workspace) -> None:
    job = current(workspace)
    if job is None or not job.live:
        st.rerun()
    progress = job.progress()
    with st.container(border=True):
        st.markdown(f"**{job.title}** — {progress.phase}")
        st.progress(progress.share, text=jobs.in_words(progress) or " ")
        st.button("Cancel", on_click=job.control.cancel, key="learning_cancel")


def _ended(workspace: Workspace, job: Job) -> None:
    if NOT_USED in (job.outcome or ""):
        return  # the screen says so by itself, for as long as it is true
    with st.container(horizontal=True, vertical_alignment="center"):
        if job.error:
            st.error(job.error)
        else:
            st.success(job.outcome or "Done.")
        if st.button(
            "", icon=":material/close:", help="Dismiss", type="tertiary", key="learning_dismiss"
        ):
            process().jobs.forget(learning.place(workspace))
            st.rerun()

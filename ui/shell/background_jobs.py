"""What goes on beside the workspace's own job, so that reviewing never waits for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from jobs import Job
from store.workspace import Workspace
from ui.shell import jobs
from ui.shell.core_sentences import told, translated
from ui.shell.server.process import process
from ui.shell.session.actor import actor
from ui.shell.texts import plain, text
from usecases.drift import look
from usecases.exploring import ticket_map
from usecases.learning import training
from usecases.taxonomy import topics

LEARNING: Final = "learning"
TOPICS: Final = "topics"
DRIFT: Final = "drift"
MAP: Final = "map"
JOB_KEYS: Final[dict[str, Callable[[Workspace], str]]] = {
    LEARNING: training.job_key, TOPICS: topics.job_key,
    DRIFT: look.job_key, MAP: ticket_map.job_key,
}  # fmt: skip
NOT_USED: Final = text("jobs.not_put_to_work")


def current(workspace: Workspace, kind: str) -> Job | None:
    """The job of that kind in the workspace, live or just ended."""
    return process().jobs.at(JOB_KEYS[kind](workspace))


def is_busy(workspace: Workspace, kind: str) -> bool:
    """Whether one is going on."""
    job = current(workspace, kind)
    return bool(job and job.live)


def panel(workspace: Workspace, kind: str) -> None:
    """The live job with its progress and a way to cancel it; what came of one that ended."""
    job = current(workspace, kind)
    if job and job.live:
        _live(workspace, kind)
    elif job:
        _ended(workspace, kind, job)


def learn_button(workspace: Workspace, label: str, key: str) -> None:
    """Train a version now."""
    if st.button(label, key=key, type="primary", disabled=is_busy(workspace, LEARNING)):
        at = process()
        training.start_learning(at.jobs, workspace, at.settings.models, actor())
        st.rerun()


@st.fragment(run_every=jobs.LIVE_SECONDS)
def _live(workspace: Workspace, kind: str) -> None:
    job = current(workspace, kind)
    if job is None or not job.live:
        st.rerun()
    progress = job.progress()
    with st.container(border=True):
        st.markdown(f"**{job.title}** — {translated(progress.phase)}")
        st.progress(progress.share, text=jobs.in_words(progress) or " ")
        st.button(
            text("shared.cancel"), on_click=jobs.steer, args=(job, "cancel"), key=f"{kind}_cancel"
        )


def _ended(workspace: Workspace, kind: str, job: Job) -> None:
    if NOT_USED in (job.outcome or ""):
        return  # the screen says so by itself, for as long as it is true
    with st.container(horizontal=True, vertical_alignment="center"):
        if job.error:
            st.error(told(job.error))
        else:
            st.success(plain(job.outcome or text("jobs.done")))
        if st.button(
            text("workspace.dismiss"),
            icon=":material/close:",
            type="tertiary",
            key=f"{kind}_dismiss",
        ):
            process().jobs.forget(JOB_KEYS[kind](workspace))
            st.rerun()

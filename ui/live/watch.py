"""A run to watch: the recorded answers of a demo, given again at a pace that a person follows."""

from __future__ import annotations

import streamlit as st

from jobs.errors import ExpectedError
from store import runs
from store.workspace import Workspace
from ui.shell import jobs
from ui.shell.core_sentences import told
from ui.shell.server.process import process
from ui.shell.texts import text
from usecases.actor import Actor
from usecases.demo.prospect import demo_behind
from usecases.demo.watched_run import start_watched_run


def is_offered(workspace: Workspace) -> bool:
    """Whether there are recorded answers of these tickets: a demo's, or a prospect's."""
    return demo_behind(workspace) is not None


def show(workspace: Workspace, actor: Actor) -> None:
    """A button to start it; while it goes on its phases, counters and newest answers."""
    job = jobs.current(workspace)
    live = bool(job and job.live)
    with st.container(border=True):
        st.header(text("live.watch_run"), anchor=False)
        st.caption(text("live.watch"))
        if not live and st.button(
            text("live.watch_button"), key="live_watch", icon=":material/play_arrow:"
        ):
            try:
                start_watched_run(process().jobs, workspace, actor)
            except ExpectedError as problem:
                st.error(told(problem))
                return
            st.rerun()
    jobs.panel(workspace, told="run")
    found = runs.all_runs(workspace)
    watched = bool(found and found[0].settings.get("pace"))
    if found and (live or watched):
        jobs.counters(workspace, found[0].run_id)
        jobs.latest_answers(workspace, found[0].run_id)

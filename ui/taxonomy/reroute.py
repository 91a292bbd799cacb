"""After a change of the categories: only the tickets concerned are routed again."""

from __future__ import annotations

import streamlit as st

from roi.numbers import number
from routing.errors import RouteCaseError
from store.runs import Selection
from store.workspace import Workspace
from ui.shell import frame, jobs
from ui.shell.core_sentences import told
from ui.shell.server.process import process
from ui.shell.session import session_keys
from ui.shell.session.actor import actor
from ui.shell.session.selection import newest_run
from ui.shell.texts import text
from usecases.runs.execution import start_run
from usecases.runs.request import RunRequest
from usecases.taxonomy import topics


def offer(workspace: Workspace) -> None:
    """The button, where the categories have changed since the newest run."""
    run = newest_run(workspace)
    concerned = topics.concerned(workspace, run.run_id) if run else []
    if run is None or not concerned:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            text("taxonomy.of_tickets_are_concerned").format(
                concerned=number(len(concerned)),
                decided=number(run.decided),
                run_id=run.run_id,
                more=text("topics.again"),
            )
        )
        job = jobs.current(workspace)
        if st.button(
            text("taxonomy.route_these_again").format(concerned=number(len(concerned))),
            key="topics_again",
            disabled=bool(job and job.live),
        ):
            request = RunRequest.from_settings({**run.settings, "sample": None})
            held = session_keys.held()
            at = process()
            only = Selection(tuple(concerned), "concerned by changes")
            try:
                start_run(
                    at.jobs, workspace, request, at.settings.models, held, only=only, actor=actor()
                )
            except RouteCaseError as problem:
                st.error(told(problem))
            else:
                st.switch_page(frame.PAGES / "route.py")

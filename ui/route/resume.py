"""Going on with a run: at once, or within new terms and with the key where it asks a provider."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from roi.numbers import number
from routing.errors import RouteCaseError
from store.runs import Run
from store.workspace import Workspace
from ui.route import key_field, new_run, terms
from ui.shell import frame
from ui.shell.core_sentences import told
from ui.shell.server.process import process
from ui.shell.session import session_keys
from ui.shell.session.actor import actor
from ui.shell.texts import plain, text
from usecases.runs.execution import resume_run
from usecases.runs.request import RunRequest


def offer(workspace: Workspace, run: Run, left: int) -> None:
    """The button, and what has to be said before it.

    left: tickets that wait for a decision.
    """
    if run.error:
        st.error(plain(run.error))
    asked = RunRequest.from_settings(run.settings)
    if asked.llm is None or not asked.llm.declared.is_remote:
        _button(workspace, run, left, asked)
        return
    with st.container(border=True):
        st.markdown(text("route.go_on_with_run").format(run_id=run.run_id))
        with frame.row("filters", "_resume"):
            llm = terms.again(run.run_id, asked.llm)
            key_field.field(llm, "again")
        st.caption(
            text("route.it_asks_at").format(
                model=plain(llm.model), address=plain(llm.keyless_endpoint().address)
            )
        )
        key_field.below(llm, "again")
        again = replace(asked, llm=llm)
        obstacle = new_run.obstacle(again)
        if obstacle:
            st.caption(f":orange[{obstacle}]")
        _button(workspace, run, left, again, disabled=bool(obstacle))


def _button(
    workspace: Workspace, run: Run, left: int, request: RunRequest, *, disabled: bool = False
) -> None:
    label = text("route.resume_run_tickets_left").format(run_id=run.run_id, left=number(left))
    if not st.button(label, key="route_resume", disabled=disabled):
        return
    at = process()
    try:
        resume_run(
            at.jobs, workspace, run.run_id, at.settings.models, session_keys.held(),
            request=request, actor=actor(),
        )  # fmt: skip
        st.rerun()
    except RouteCaseError as problem:
        st.error(told(problem))

"""Going on with a run: at once, or within new terms and with the key where it asks a provider."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from routing.errors import RouteCaseError
from store.runs import Run
from store.workspace import Workspace
from ui.route import keys, terms
from ui.shell import frame
from ui.shell.process import process
from ui.shell.texts import plain, text
from usecases.llm_routers import LlmRequest
from usecases.runs import RunRequest, resume_run


def offer(workspace: Workspace, run: Run, left: int) -> None:
    """The button, and what has to be said before it.

    left: tickets that wait for a decision.
    """
    if run.error:
        st.error(plain(run.error))
    asked = RunRequest.from_settings(run.settings)
    if asked.llm is None or asked.llm.kind not in keys.VARIABLES:
        _button(workspace, run, left, asked)
        return
    with st.container(border=True):
        st.markdown(f"**Go on with run {run.run_id}**")
        with frame.row("filters", "_resume"):
            llm = terms.again(run.run_id, asked.llm)
            keys.field(asked.llm, "again")
        keys.below(asked.llm, "again")
        missing = _missing(asked.llm)
        if missing:
            st.caption(f":orange[{text('llm.key_again')}]")
        _button(workspace, run, left, replace(asked, llm=llm), disabled=missing)


def _missing(llm: LlmRequest) -> bool:
    return llm.kind != "compatible" and not keys.keys_for(llm).of(llm.kind)  # type: ignore[arg-type]


def _button(
    workspace: Workspace, run: Run, left: int, request: RunRequest, *, disabled: bool = False
) -> None:
    label = f"Resume run {run.run_id}: {left:,} tickets left"
    if not st.button(label, key="route_resume", disabled=disabled):
        return
    held = keys.keys_for(request.llm) if request.llm else keys.NONE
    try:
        resume_run(
            process().jobs, workspace, run.run_id, process().settings.models, held, request=request
        )
        st.rerun()
    except RouteCaseError as problem:
        st.error(str(problem))

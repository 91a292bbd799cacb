"""Inputs beside results, in a fragment of their own: a changed input redraws nothing else."""

from __future__ import annotations

import streamlit as st

from store.runs import Run
from store.workspace import Workspace
from ui.savings import form, results
from ui.savings.case import report
from ui.savings.scenario_draft import draft
from ui.shell import frame, signal
from ui.shell.texts import text


@st.fragment
def tune(workspace: Workspace, run: Run | None) -> None:
    """The inputs on the left move the results on the right."""
    with frame.row("sides", "_savings"):
        with st.container():
            current = form.inputs(draft(workspace, run))
        with st.container():
            refused = signal.refusal(workspace, run)
            if refused:
                st.error(refused)
                st.subheader(text("savings.no_claim"), anchor=False)
                st.markdown(text("savings.no_claim_next"))
            else:
                results.show(current, report(current.scenario))

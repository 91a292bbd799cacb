"""Inputs beside results, in a fragment of their own: a changed input redraws nothing else."""

from __future__ import annotations

import streamlit as st

from roi.business_case import BusinessCase
from store.runs import Run
from store.workspace import Workspace
from ui.savings import form, results
from ui.savings.scenario_draft import draft, say_conflicts
from ui.shell import frame
from ui.shell.texts import plain, text
from usecases.business_case.claim import Refusal, business_case


@st.fragment
def tune(workspace: Workspace, run: Run | None) -> None:
    """The inputs on the left move the results on the right."""
    with st.spinner(text("savings.reading")):
        current, case = draft(workspace, run), business_case(workspace, run)
    business = BusinessCase(current.scenario) if isinstance(case, Refusal) else case.report.business
    with frame.row("sides", "_savings"):
        with st.container():
            say_conflicts()
            form.inputs(current, business)
        with st.container():
            if isinstance(case, Refusal):
                st.error(plain(case.sentence))
                st.header(text("savings.no_claim"), anchor=False)
                st.markdown(text("savings.no_claim_next"))
            else:
                results.show(current, case)

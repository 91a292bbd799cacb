"""What the user has chosen for all screens: the workspace and the run, both kept in the URL."""

from __future__ import annotations

import streamlit as st

from store import runs
from store.runs import Run
from store.workspace import Workspace
from ui.process import process


def choose_workspace() -> None:
    """The workspace picker; the choice stays in the address, so a link leads to it."""
    names = process().shelf.names()
    if names:
        st.selectbox("Workspace", names, key="workspace", bind="query-params")


def current_workspace() -> Workspace | None:
    """The chosen workspace, open; None when the shelf is empty.

    Raises WorkspaceError when it cannot be opened.
    """
    shelf = process().shelf
    names = shelf.names()
    if not names:
        return None
    chosen = st.session_state.get("workspace")
    return shelf.open(chosen if chosen in names else names[0])


def choose_run(workspace: Workspace) -> Run | None:
    """The run picker of the measuring screens; None when there is no run with a decision."""
    found = {run.run_id: run for run in runs.all_runs(workspace) if run.decided}
    if not found:
        return None
    chosen = st.selectbox(
        "Run",
        list(found),
        format_func=lambda number: run_title(found[number]),
        key="run",
        bind="query-params",
        width=360,
    )
    return found[chosen]


def newest_run(workspace: Workspace) -> Run | None:
    """The chosen run where one was chosen on another screen, else the newest with a decision.

    An experiment on a sample comes after the runs over all tickets.
    """
    found = [run for run in runs.all_runs(workspace) if run.decided]
    found.sort(key=lambda run: run.sample is not None)
    chosen = st.session_state.get("run")
    return next((r for r in found if r.run_id == chosen), found[0] if found else None)


def run_title(run: Run) -> str:
    """A run as the pickers show it."""
    state = "" if run.status == "finished" else f" · {run.status}"
    return f"{run.title}{state}"

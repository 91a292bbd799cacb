"""The sidebar of every screen: the workspace and its jobs."""

from __future__ import annotations

import streamlit as st

from routing.errors import WorkspaceError
from ui.shell import jobs, workspace_menu
from ui.shell.session.selection import current_workspace
from ui.shell.texts import text


def show() -> bool:
    """The workspace and its jobs; False when there is no workspace that a screen could show."""
    with st.sidebar:
        workspace_menu.chooser()
        try:
            workspace = current_workspace()
        except WorkspaceError as problem:
            workspace = None
            st.session_state["workspace_problem"] = str(problem)
        if workspace:
            jobs.sidebar_status(workspace)
    return workspace is not None


def without_workspace() -> None:
    """What stands in the place of every screen: why there is none, and a way to make one."""
    problem = st.session_state.pop("workspace_problem", None)
    with st.container(border=True, horizontal_alignment="center"):
        st.header(text("workspace.broken" if problem else "workspace.none"), anchor=False)
        st.markdown(problem or text("workspace.none_next"))
        workspace_menu.create_button()

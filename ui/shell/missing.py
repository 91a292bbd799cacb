"""What a person is told when a workspace was opened and something in it is missing."""

from __future__ import annotations

import streamlit as st

from store.workspace import Workspace
from ui.shell.session.actor import actor
from ui.shell.texts import text
from usecases import workspace_files


def show(workspace: Workspace) -> None:
    """The loss and what to do about it; nothing where there is none."""
    loss = workspace.loss
    if loss is None:
        return
    with st.container(border=True, key="missing"):
        st.warning(f"{loss.sentence} {text('workspace.missing')}")
        with st.container(horizontal=True):
            if loss.reviews and st.button(
                text("shared.restore"), type="primary", key="missing_restore"
            ):
                workspace_files.restore_missing(workspace, actor())
                st.rerun()
            if st.button(text("shared.go_on_without"), key="missing_leave_out"):
                workspace_files.accept_loss(workspace, actor())
                st.rerun()

"""The line above a screen's title: whose case it is, the tour, the presenter view."""

from __future__ import annotations

import streamlit as st

from routing.errors import WorkspaceError
from ui.demo import brand, prospect_dialog
from ui.guide import tour
from ui.shell.session.selection import current_workspace, switch_page
from ui.shell.texts import text

# Screens that have the ways to tour and presenter view; the others are for work.
WITH_BUTTONS = ("overview",)
# What these show is no workspace of the reader's, or is shown without any frame.
WITHOUT = ("demo", "present")


def show(page: str) -> None:
    """Nothing in a workspace that is no demo and no prospect's, outside the tour."""
    if page in WITHOUT:
        return
    try:
        workspace = current_workspace()
    except WorkspaceError:
        return
    line = brand.of_workspace(workspace) if workspace else ""
    if line:
        with st.container(horizontal=True, vertical_alignment="center", key="brand_line"):
            st.html(line, width="stretch")
            if page in WITH_BUTTONS:
                _buttons()
    tour.show(page)


def _buttons() -> None:
    if not tour.is_on() and st.button(
        text("tour.take"), key="tour_take", icon=":material/play_arrow:"
    ):
        tour.begin()
    if st.button(text("tour.set_up_prospect"), key="prospect_open", icon=":material/person_add:"):
        prospect_dialog.show(current_workspace())
    if st.button(text("tour.present"), key="present_open", icon=":material/slideshow:"):
        switch_page("present")

"""What a router reads of a ticket: cleaning on or off, shown before and after."""

from __future__ import annotations

import streamlit as st

from store import settings
from store.workspace import Workspace
from ui.shell.session.actor import actor
from ui.shell.texts import text
from usecases.runs.outgoing_preview import preview_cleaning
from usecases.workspace_settings import choose


def switch(workspace: Workspace) -> bool:
    """The toggle; the choice belongs to the workspace."""
    saved = settings.CLEANING.of(workspace)
    chosen = st.toggle(
        "Clean the text first", saved, key=f"cleaning_{workspace.name}", help=text("cleaning.help")
    )
    if chosen != saved:
        choose(workspace, settings.CLEANING, chosen, actor())
    return chosen


def before_and_after(workspace: Workspace) -> None:
    """A few real tickets on which cleaning makes a difference, side by side."""
    with st.expander("What cleaning leaves out", key="cleaning_shown", on_change="rerun") as shown:
        if not shown.open:
            return
        seen = preview_cleaning(workspace)
        st.caption(f"Cleaning changes {seen.changed:,} of {seen.looked_at:,} tickets looked at.")
        for before, after in seen.most:
            left, right = st.columns(2)
            left.text_area(
                "Before", before, height=180, disabled=True, key=f"before_{hash(before)}"
            )
            right.text_area("After", after, height=180, disabled=True, key=f"after_{hash(before)}")

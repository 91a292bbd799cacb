"""What a router reads of a ticket: cleaning on or off, shown before and after."""

from __future__ import annotations

import streamlit as st

from roi.numbers import number
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
        text("route.clean_the_text_first"),
        saved,
        key=f"cleaning_{workspace.name}",
        help=text("cleaning.help"),
    )
    if chosen != saved:
        choose(workspace, settings.CLEANING, chosen, actor())
    return chosen


def before_and_after(workspace: Workspace) -> None:
    """A few real tickets on which cleaning makes a difference, side by side."""
    with st.expander(
        text("route.what_cleaning_leaves_out"), key="cleaning_shown", on_change="rerun"
    ) as shown:
        if not shown.open:
            return
        seen = preview_cleaning(workspace)
        st.caption(
            text("route.cleaning_changes_of_tickets").format(
                changed=number(seen.changed), looked_at=number(seen.looked_at)
            )
        )
        for before, after in seen.most:
            left, right = st.columns(2)
            left.text_area(
                text("shared.before"),
                before,
                height=180,
                disabled=True,
                key=f"before_{hash(before)}",
            )
            right.text_area(
                text("shared.after"), after, height=180, disabled=True, key=f"after_{hash(before)}"
            )

"""What a router reads of a ticket: cleaning on or off, shown before and after."""

from __future__ import annotations

import streamlit as st

from routing.intake.values.cleaning import Cleaning, clean
from store import settings, tickets
from store.workspace import Workspace
from ui.shell.texts import text

LOOKED_AT = 300


def switch(workspace: Workspace) -> bool:
    """The toggle; the choice belongs to the workspace."""
    saved = bool(settings.get(workspace, "cleaning", default=True))
    chosen = st.toggle(
        "Clean the text first", saved, key=f"cleaning_{workspace.name}", help=text("cleaning.help")
    )
    if chosen != saved:
        settings.put(workspace, "cleaning", chosen)
    return chosen


def before_and_after(workspace: Workspace) -> None:
    """A few real tickets on which cleaning makes a difference, side by side."""
    with st.expander("What cleaning leaves out", key="cleaning_shown", on_change="rerun") as shown:
        if not shown.open:
            return
        batch = next(tickets.pending(workspace, run_id=0), [])[:LOOKED_AT]
        pairs = [(t.text, clean(t.text, Cleaning())) for t in batch]
        changed = sorted((p for p in pairs if p[0] != p[1]), key=lambda p: len(p[1]) - len(p[0]))
        st.caption(f"Cleaning changes {len(changed):,} of the first {len(batch):,} tickets.")
        for before, after in changed[:3]:
            left, right = st.columns(2)
            left.text_area(
                "Before", before, height=180, disabled=True, key=f"before_{hash(before)}"
            )
            right.text_area("After", after, height=180, disabled=True, key=f"after_{hash(before)}")

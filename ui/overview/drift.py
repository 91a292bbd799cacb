"""Open alarms of the drift watch on Overview."""

from __future__ import annotations

import streamlit as st

from store.workspace import Workspace
from ui.shell import frame
from ui.shell.texts import plain, text
from usecases.drift.alarm_texts import headline
from usecases.drift.status import open_alarms

MAX_SHOWN = 3


def banner(workspace: Workspace) -> None:
    """What has moved, a line each, and the way to the Drift screen; nothing while all is quiet."""
    found = open_alarms(workspace)
    if not found:
        return
    lines = [f"- {plain(headline(alarm))}" for alarm in found[:MAX_SHOWN]]
    more = len(found) - MAX_SHOWN
    with st.container(border=True, key="overview_drift"):
        st.markdown(text("overview.something_has_moved_since") + "\n".join(lines))
        label = (
            text("overview.all_alarms_more").format(more=more)
            if more > 0
            else text("overview.what_it_costs_and_what_to_do")
        )
        st.page_link(frame.PAGES / "drift.py", label=label, icon=":material/monitoring:")

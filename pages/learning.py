import streamlit as st

from store import learning, tickets
from ui import frame
from ui.learning import start, state, working

workspace = frame.begin("learning")
if not tickets.count(workspace):
    frame.empty("learning", "tickets", "Import tickets")
working.panel(workspace, working.LEARNING)
if start.is_wanted(workspace):
    start.show(workspace)
    st.stop()

labels = learning.labels(workspace)
used = learning.at_work(workspace)
found = learning.versions(workspace)
state.cards(workspace, labels, used)
state.now(workspace, labels)
state.newest_failed(found)
if found:
    with frame.row("halves"):
        state.curve(workspace, found[0])
        if used:
            state.proposal(workspace, used)
    state.versions(found)

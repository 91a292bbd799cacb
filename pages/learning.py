import streamlit as st

from store import tickets
from store.learning import versions as learning
from ui.learning import cold_start, versions
from ui.shell import background_jobs, frame
from ui.shell.texts import text

workspace = frame.begin("learning")
if not tickets.count(workspace):
    frame.empty("learning", "tickets", text("shared.import_tickets"))
background_jobs.panel(workspace, background_jobs.LEARNING)
if cold_start.is_wanted(workspace):
    cold_start.show(workspace)
    st.stop()

labels = learning.labels(workspace)
used = learning.at_work(workspace)
found = learning.versions(workspace)
versions.cards(workspace, labels, used)
versions.now(workspace, labels)
versions.newest_failed(found)
if found:
    with frame.row("halves"):
        versions.curve(workspace, found[0])
        if used:
            versions.proposal(workspace, used)
    versions.versions(found)

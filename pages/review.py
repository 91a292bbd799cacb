import streamlit as st

from ui import frame, jobs
from ui.choice import choose_run
from ui.review import bulk, desk, policy, reviewer, wishes

workspace = frame.begin("review")
jobs.panel(workspace)
with st.container(horizontal=True):
    run = choose_run(workspace)
    name = reviewer.name() if run else ""
if run is None:
    frame.empty("review", "route", "Start a run")

tabs = st.tabs(["Decide", "Bulk accept", "Policy"], key="review_tab", on_change="rerun")
decide, together, rules = tabs
if decide.open:
    with decide:
        desk.show(workspace, run, name, wishes.choose(workspace, run))
if together.open:
    with together:
        bulk.show(workspace, run, name, wishes.choose_range(workspace, run))
if rules.open:
    with rules:
        policy.show(workspace, run)

import streamlit as st

from ui import frame, jobs
from ui.choice import choose_run
from ui.review import desk, reviewer, wishes

workspace = frame.begin("review")
jobs.panel(workspace)
with st.container(horizontal=True):
    run = choose_run(workspace)
    name = reviewer.name() if run else ""
if run is None:
    frame.empty("review", "route", "Start a run")

wish = wishes.choose(workspace, run)
desk.show(workspace, run, name, wish)

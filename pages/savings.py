import streamlit as st

from store import tickets
from ui.savings import scenario_draft, screen
from ui.shell import evidence, frame, jobs
from ui.shell.selection import choose_run
from ui.shell.texts import plain, text

workspace = frame.begin("savings")
if not tickets.count(workspace):
    frame.empty("tickets", "tickets", "Import tickets")
jobs.panel(workspace)
if told := scenario_draft.open_link(workspace):
    st.info(told)
run = choose_run(workspace)
if run is None:
    st.info(text("savings.no_run"))
elif reason := evidence.doubt(workspace, run):
    st.warning(plain(reason))
screen.tune(workspace, run)

import streamlit as st

from store import tickets
from ui import evidence, frame, jobs
from ui.choice import choose_run
from ui.savings import draft, screen
from ui.texts import plain, text

workspace = frame.begin("savings")
if not tickets.count(workspace):
    frame.empty("tickets", "tickets", "Import tickets")
jobs.panel(workspace)
if told := draft.open_link(workspace):
    st.info(told)
run = choose_run(workspace)
if run is None:
    st.info(text("savings.no_run"))
elif reason := evidence.doubt(workspace, run):
    st.warning(plain(reason))
screen.tune(workspace, run)

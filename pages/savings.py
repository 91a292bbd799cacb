import streamlit as st

from store import tickets
from ui.savings import scenario_draft, screen
from ui.shell import frame, jobs
from ui.shell.session.selection import choose_run
from ui.shell.texts import text

workspace = frame.begin("savings")
if not tickets.count(workspace):
    frame.empty("tickets", "tickets", text("shared.import_tickets"))
jobs.panel(workspace)
run = choose_run(workspace)
if told := scenario_draft.open_link(workspace, run):
    st.info(told)
if run is None:
    st.info(text("savings.no_run"))
screen.tune(workspace, run)

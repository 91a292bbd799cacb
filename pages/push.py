import streamlit as st

from helpdesk.desk_kind import DeskKind
from jobs.errors import ExpectedError
from ui.push import dry_run, record
from ui.shell import frame, jobs
from ui.shell.core_sentences import told
from ui.shell.session import help_desk
from ui.shell.session.selection import choose_run
from ui.shell.texts import text
from usecases.actor import LOCAL_OWNER
from usecases.helpdesk.push import PushRequest

workspace = frame.begin("push")
jobs.panel(workspace, told="push")
desk = dry_run.connected(workspace)
if desk is None:
    frame.empty("push", "connect", text("push.connect_a_help_desk"))
run = choose_run(workspace)
if run is None:
    frame.empty("push", "route", text("shared.start_a_run"), key="no_run")
kind, actor = DeskKind(desk.desk), LOCAL_OWNER
with st.container(border=True):
    st.header(f"To {kind.product}", anchor=False)
    chosen = dry_run.remarks(kind)
    try:
        found = dry_run.show(workspace, kind, run.run_id, chosen)
        way = help_desk.way_of(workspace, kind)
        dry_run.start(workspace, desk, way, found, PushRequest(run.run_id, actor, chosen))
    except ExpectedError as problem:
        st.error(told(problem))
record.show(workspace, actor)

import streamlit as st

from ui.drift import alarms, canaries, over_time, promise, reference, rollout
from ui.shell import background_jobs, frame
from ui.shell.session.actor import actor
from ui.shell.session.selection import newest_run
from ui.shell.texts import text
from usecases.drift.status import decided_count, status

workspace = frame.begin("drift")
if not decided_count(workspace):
    frame.empty("drift", "route", text("shared.start_a_run"))
background_jobs.panel(workspace, background_jobs.DRIFT)
run, found, person = newest_run(workspace), status(workspace), actor()
reference.bar(workspace, found, person)

names = [
    text("drift.alarms"),
    text("drift.over_time"),
    text("shared.promise"),
    text("drift.hold_out_label"),
    text("drift.canaries_label"),
]
moved, course, kept, held, asked = st.tabs(names, key="drift_tab", on_change="rerun")
if found is None and (moved.open or course.open):
    with moved if moved.open else course:
        st.caption(text("drift.nothing_yet"))
if moved.open and found:
    with moved:
        alarms.show(workspace, run, found, person)
if course.open and found:
    with course:
        over_time.show(workspace, found)
if kept.open:
    with kept:
        promise.show(workspace, run, person)
if held.open:
    with held:
        rollout.show(workspace, run, person)
if asked.open:
    with asked:
        canaries.show(workspace, run, person)

import streamlit as st

from store import drift
from ui.drift import alarms, canaries, over_time, promise, reference, rollout
from ui.shell import background_jobs, frame
from ui.shell.selection import newest_run
from usecases.actor import LOCAL_OWNER
from usecases.drift.status import status

workspace = frame.begin("drift")
if not drift.decided_count(workspace):
    frame.empty("drift", "route", "Start a run")
background_jobs.panel(workspace, background_jobs.DRIFT)
run, found, actor = newest_run(workspace), status(workspace), LOCAL_OWNER
reference.bar(workspace, found, actor)

names = ["Alarms", "Over time", "Promise", "Hold-out", "Canaries"]
moved, course, kept, held, asked = st.tabs(names, key="drift_tab", on_change="rerun")
if moved.open and found:
    with moved:
        alarms.show(workspace, run, found, actor)
if course.open and found:
    with course:
        over_time.show(workspace, found)
if kept.open:
    with kept:
        promise.show(workspace, run, actor)
if held.open:
    with held:
        rollout.show(workspace, run, actor)
if asked.open:
    with asked:
        canaries.show(workspace, run, actor)

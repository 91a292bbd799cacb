import streamlit as st

from ui.review import (
    audit,
    bulk,
    filters,
    labels,
    policy,
    progress,
    review_queue,
    reviewer,
)
from ui.shell import frame, jobs
from ui.shell.session.selection import choose_run
from ui.shell.tickets import ticket_selection

workspace = frame.begin("review")
jobs.panel(workspace)
with st.container(horizontal=True):
    run = choose_run(workspace)
    name = reviewer.name() if run else ""
if run is None:
    frame.empty("review", "route", "Start a run")

names = ["Decide", "Disagreements", "Labels", "Bulk accept", "Policy", "Progress", "Audit"]
decide, differ, doubts, together, rules, course, record = st.tabs(
    names, key="review_tab", bind="query-params"
)
if decide.open:
    with decide:
        chosen = filters.choose(workspace, run)
        ticket_selection.chips(workspace, run, "review")
        review_queue.show(workspace, run, name, chosen)
if differ.open:
    with differ:
        review_queue.settle(workspace, run, name)
if doubts.open:
    with doubts:
        labels.show(workspace, run, name)
if together.open:
    with together:
        chosen = filters.choose_range(workspace, run)
        ticket_selection.chips(workspace, run, "review")
        bulk.show(workspace, run, name, chosen)
if rules.open:
    with rules:
        policy.show(workspace, run)
if course.open:
    with course:
        progress.show(workspace, run)
if record.open:
    with record:
        audit.show(workspace)

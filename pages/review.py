import streamlit as st

from ui.review import (
    audit,
    bulk,
    filters,
    labels,
    policy,
    progress,
    review_queue,
)
from ui.shell import frame, jobs
from ui.shell.session import reviewer
from ui.shell.session.selection import choose_run
from ui.shell.texts import text
from ui.shell.tickets import ticket_selection

workspace = frame.begin("review")
jobs.panel(workspace)
with st.container(horizontal=True):
    run = choose_run(workspace)
    name = reviewer.name() if run else ""
if run is None:
    frame.empty("review", "route", text("shared.start_a_run"))

names = [
    text("review.decide"),
    text("shared.disagreements"),
    text("shared.labels"),
    text("review.bulk_accept"),
    text("shared.policy"),
    text("review.progress"),
    text("shared.audit"),
]
decide, differ, doubts, together, rules, course, record = st.tabs(
    names, key="review_tab", on_change="rerun"
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

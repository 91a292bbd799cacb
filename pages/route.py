import streamlit as st

from routing.errors import RouteCaseError
from service.routing import RunRequest, resume_run, start_run
from store import runs, taxonomies, tickets
from ui import cleaning, columns, frame, jobs, policy_line
from ui.process import process

workspace = frame.begin("route")
count = tickets.count(workspace)
if not count:
    frame.empty("route", "tickets", "Import tickets")
job = jobs.current(workspace)
going = bool(job and job.live)
jobs.panel(workspace, told="run")

version = taxonomies.current_or_labels(workspace)
labelled = sum(tickets.labels(workspace).values())
with st.container(border=True):
    st.subheader("A new run", anchor=False)
    choice, extent, switches = st.columns([2, 2, 3])
    with choice:
        router = st.selectbox(
            "Router", ["embedded"], format_func=str.capitalize, key="route_router"
        )
        learns = (
            f"learns from {labelled:,} labelled tickets"
            if labelled
            else "works from the descriptions"
        )
        st.caption(f"On this machine, free; {learns}.")
    with extent:
        sample = policy_line.extent(count)
    with switches:
        clean = cleaning.switch(workspace)
        policy_line.show(workspace)
    categories = len(version.taxonomy.categories) if version else 0
    asked = min(count, sample or count)
    st.caption(f"{asked:,} tickets into {categories} categories, or Unknown. Cost: $0.00.")
    if st.button("Start the run", type="primary", disabled=going, key="route_start"):
        try:
            request = RunRequest(router, cleaning=clean, sample=sample)
            start_run(process().jobs, workspace, request, process().settings.models)
            st.rerun()
        except RouteCaseError as problem:
            st.error(str(problem))

cleaning.before_and_after(workspace)

found = runs.all_runs(workspace)
if found:
    st.subheader("Runs", anchor=False)
    frame_of_runs = columns.runs(found)
    st.dataframe(frame_of_runs, hide_index=True, column_config=columns.RUNS, alt="Runs")
    newest = found[0]
    for warning in newest.warnings:
        st.warning(warning)
    if newest.error:
        st.error(newest.error)
    left = runs.left(newest, count)
    if not going and left and newest.status != "running":
        label = f"Resume run {newest.run_id}: {left:,} tickets left"
        if st.button(label, key="route_resume"):
            resume_run(process().jobs, workspace, newest.run_id, process().settings.models)
            st.rerun()
    jobs.latest_answers(workspace, newest.run_id)

import streamlit as st

from routing.errors import RouteCaseError
from service.routing import RunRequest, resume_run, start_run
from store import runs, taxonomies, tickets
from ui import cleaning, columns, frame, jobs
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
    choice, dial, switches = st.columns([2, 3, 3])
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
    with dial:
        threshold = st.slider(
            "Auto-route from a confidence of", 0.0, 1.0, 0.5, 0.01, key="route_threshold",
            persist_state="session",
            help="A decision below this waits for a person. The score is not calibrated yet.",
        )  # fmt: skip
    with switches:
        risky = st.toggle(
            "High-risk categories always wait for a person", value=True, key="route_risky",
            persist_state="session",
        )  # fmt: skip
        clean = cleaning.switch(workspace)
    categories = len(version.taxonomy.categories) if version else 0
    st.caption(f"{count:,} tickets into {categories} categories, or Unknown. Cost: $0.00.")
    if st.button("Start the run", type="primary", disabled=going, key="route_start"):
        try:
            request = RunRequest(router, threshold, risky, clean)
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
    if not going and newest.decided < count and newest.status != "running":
        label = f"Resume run {newest.run_id}: {count - newest.decided:,} tickets left"
        if st.button(label, key="route_resume"):
            resume_run(process().jobs, workspace, newest.run_id, process().settings.models)
            st.rerun()
    jobs.latest_answers(workspace, newest.run_id)

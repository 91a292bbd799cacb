import streamlit as st

from routing.errors import RouteCaseError
from store import runs, taxonomies, tickets
from ui.learning import cold_start
from ui.route import cleaning, policy, privacy, request, resume, routers, spent
from ui.shell import frame, jobs, tables
from usecases.runs import RunRequest

workspace = frame.begin("route")
count = tickets.count(workspace)
if not count:
    frame.empty("route", "tickets", "Import tickets")
job = jobs.current(workspace)
going = bool(job and job.live)
jobs.panel(workspace, told="run")
cold_start.offer(workspace)
found = runs.all_runs(workspace)
newest = found[0] if found else None
if newest and going:
    jobs.latest_answers(workspace, newest.run_id)
elif newest and newest.status != "running" and (left := runs.left(newest, count)):
    resume.offer(workspace, newest, left)

version = taxonomies.current_or_labels(workspace)
labelled = sum(tickets.labels(workspace).values())
with st.container(border=True):
    st.subheader("A new run", anchor=False)
    with frame.row("cards", "_new"):
        choice, extent, switches = st.container(), st.container(), st.container()
    with choice:
        router = routers.choose(workspace)
        st.caption(routers.about(router, labelled))
    with extent:
        sample = policy.extent(count)
    with switches:
        clean = cleaning.switch(workspace)
        masking = router in routers.REMOTE and privacy.switch(workspace)
        policy.show(workspace)
    asked = RunRequest(router, cleaning=clean, sample=sample)
    if router != routers.EMBEDDED:
        asked = request.ask(workspace, asked, masking=masking)
        asked = policy.cascade(workspace, asked)
    categories = len(version.taxonomy.categories) if version else 0
    free = "" if router in routers.REMOTE else " Cost: $0.00."
    st.caption(
        f"{min(count, sample or count):,} tickets into {categories} categories, or Unknown.{free}"
    )
    if st.button("Start the run", type="primary", disabled=going, key="route_start"):
        try:
            request.start(workspace, asked)
            st.rerun()
        except RouteCaseError as problem:
            st.error(str(problem))

cleaning.before_and_after(workspace)

if newest:
    st.subheader("Runs", anchor=False)
    frame_of_runs = tables.runs(found)
    st.dataframe(frame_of_runs, hide_index=True, column_config=tables.RUNS, alt="Runs")
    for warning in newest.warnings:
        st.warning(warning)
    if not going:
        spent.show(workspace, newest)
        jobs.latest_answers(workspace, newest.run_id)

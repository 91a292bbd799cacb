import streamlit as st

from roi.numbers import number
from routing.errors import RouteCaseError
from routing.routers.llm.provider_catalog import PROVIDERS, REMOTE
from store import runs, taxonomies, tickets
from ui.learning import cold_start
from ui.route import cleaning, new_run, privacy, resume, run_cost, run_options
from ui.shell import frame, jobs, tables
from ui.shell.core_sentences import told
from ui.shell.texts import text
from usecases.runs.request import RunRequest

workspace = frame.begin("route")
count = tickets.count(workspace)
if not count:
    frame.empty("route", "tickets", text("shared.import_tickets"))
job = jobs.current(workspace)
going = bool(job and job.live)
jobs.panel(workspace, told="run")
cold_start.offer(workspace)
found = runs.all_runs(workspace)
newest = found[0] if found else None
if newest and going:
    jobs.counters(workspace, newest.run_id)
    jobs.latest_answers(workspace, newest.run_id)
elif newest and newest.status != "running" and (left := runs.left(newest, count)):
    resume.offer(workspace, newest, left)

version = taxonomies.current_or_labels(workspace)
labelled = tickets.facts(workspace).labelled
with st.container(border=True):
    st.header(text("route.new_run"), anchor=False)
    with frame.row("cards", "_new"):
        choice, extent, switches = st.container(), st.container(), st.container()
    with choice:
        router = run_options.router(workspace)
        st.caption(run_options.about(router, labelled))
    with extent:
        sample = run_options.extent(count)
    with switches:
        clean = cleaning.switch(workspace)
        masking = router in REMOTE and privacy.switch(workspace)
        fast = run_options.fast(router, labelled)
        run_options.policy(workspace)
    asked = RunRequest(router, cleaning=clean, sample=sample, fast=fast)
    if router in PROVIDERS:
        asked = new_run.ask(workspace, asked, masking=masking)
        asked = run_options.cascade(workspace, asked)
    categories = len(version.taxonomy.categories) if version else 0
    free = "" if router in REMOTE else text("route.cost_0_00")
    st.caption(
        text("route.tickets_into_categories_or").format(
            count=number(asked.tickets_of(count)), categories=categories, free=free
        )
    )
    obstacle = new_run.obstacle(asked)
    if obstacle:
        st.info(obstacle, icon=":material/info:")
    blocked = going or bool(obstacle)
    if st.button(text("route.start_run"), type="primary", disabled=blocked, key="route_start"):
        try:
            new_run.start(workspace, asked)
            st.rerun()
        except RouteCaseError as problem:
            st.error(told(problem))

cleaning.before_and_after(workspace)

if newest:
    st.header(text("route.runs"), anchor=False)
    frame_of_runs = tables.runs(found)
    st.dataframe(frame_of_runs, hide_index=True, column_config=tables.RUNS, alt=text("route.runs"))
    for warning in newest.warnings:
        st.warning(told(warning))
    if not going:
        run_cost.show(workspace, newest)
        jobs.latest_answers(workspace, newest.run_id)

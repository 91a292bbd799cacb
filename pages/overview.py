import streamlit as st

from store import tickets
from ui.explorer import pins
from ui.learning import cold_start
from ui.overview import doubts, drift, evidence, money, selected
from ui.shell import answer, frame, jobs, targets, volume_form
from ui.shell.session.selection import newest_run
from ui.shell.texts import text
from ui.shell.tickets import ticket_selection
from usecases.business_case.claim import business_case
from usecases.business_case.next_steps import next_steps
from usecases.business_case.volume import volume_question
from usecases.policy.case_policy import case_figures

workspace = frame.begin("overview", titled=False)
if not tickets.count(workspace):
    frame.title("overview")
    frame.empty("tickets", "tickets", text("shared.import_tickets"))
run = newest_run(workspace)
with st.spinner(text("savings.reading")):
    case = business_case(workspace, run)
steps = next_steps(workspace, case)
money.context(workspace, case)
jobs.panel(workspace)
volume_form.ask(workspace, run, "overview")
money.answered(case, next((step for step in steps if not step.is_done), None))
money.tiles(case)
cold_start.offer(workspace)
drift.banner(workspace)

with frame.row("two_one", "_next"):
    doubts.show(workspace, case)
    money.steps(steps)

with st.container(horizontal=True, vertical_alignment="center"):
    st.header(text("overview.evidence"), anchor=False, width="stretch")
    st.html(answer.origins(), width="content")
with frame.row("halves", "_evidence"):
    money.cash(case)
    evidence.people_and_router(workspace, case)
filters = ticket_selection.current(workspace)
ticket_selection.chips(workspace, run, "overview")
selected.figures(workspace, filters, run)
selected.ways(workspace, filters, run)
if filters == tickets.EVERY_TICKET:
    evidence.year(workspace, volume_question(workspace, run).season)
else:
    selected.months(workspace, filters, run)
selected.by_column(workspace, filters, run)

with st.container(border=True):
    st.header(text("overview.targets"), anchor=False)
    targets.held(workspace, case_figures(workspace, run.run_id) if run else None)
    st.page_link(
        "../pages/taxonomy.py", label=text("overview.change_targets"), icon=":material/flag:"
    )

pins.show(workspace)

import streamlit as st

from store import tickets
from ui.explorer import pins
from ui.learning import cold_start
from ui.overview import drift, money
from ui.shell import charts, figure_texts, frame, jobs, targets
from ui.shell.provenance import card
from ui.shell.selection import newest_run
from ui.shell.theme import colours
from usecases import run_figures
from usecases.business_case import business_case
from usecases.misroutes import first_against_actual
from usecases.provenance import Origin
from usecases.provenance import measured as from_run

workspace = frame.begin("overview")
facts = tickets.facts(workspace)
if not facts.n:
    frame.empty("tickets", "tickets", "Import tickets")
jobs.panel(workspace)
cold_start.offer(workspace)
drift.banner(workspace)

run = newest_run(workspace)
figures = run_figures.run_figures(workspace, run.run_id) if run else None
case = business_case(workspace, run)
people = run_figures.human_misroutes(facts)
months = tickets.by_month(workspace)

with frame.row("cards"):
    source = Origin("measured", figure_texts.span(facts))
    card("Tickets", f"{facts.n:,}", source, trend=months["tickets"].tolist())
    card("Misrouted by people", figure_texts.share(people), from_run(people))
    right = figures.selective_accuracy if figures else None
    card("Right when auto-routed", figure_texts.share(right), from_run(right))
    money.net_savings(case)

with frame.row("halves"):
    with st.container(border=True, height="stretch"):
        st.subheader("Where tickets start and where they end", anchor=False)
        labels, counts = first_against_actual(workspace)
        if labels:
            axes = ("First category", "Actual category")
            figure = charts.matrix(labels, counts, axes, colours(), shares=True)
            picked = charts.show(figure, "First against actual category", "flows", on_select=True)
            frame.open_cell(picked, "first", "actual")
            st.caption("Share of each row. Click a cell for its tickets.")
        else:
            st.caption("The export does not say where people put a ticket first.")
    with st.container(border=True, height="stretch"):
        st.subheader("Cumulative savings and payback", anchor=False)
        money.cash(case)
        st.page_link("../pages/savings.py", label="Tune wages and volumes", icon=":material/tune:")

with st.container(border=True):
    st.subheader("Targets", anchor=False)
    targets.held(workspace, figures)
    st.page_link("../pages/taxonomy.py", label="Change the targets", icon=":material/flag:")

if months["month"].nunique() > 1:
    with st.container(border=True):
        st.subheader("Tickets by month", anchor=False)
        charts.show(charts.by_month(months, colours()), "Tickets by month", "by_month")

pins.show(workspace)

import streamlit as st

from roi.simple import ANNUAL_SAVINGS, MANUAL_HOURS_SAVED, simple_terms
from store import tickets
from ui import charts, frame, jobs, money
from ui.choice import choose_run
from ui.provenance import Origin, card
from ui.texts import text
from ui.theme import colours

workspace = frame.begin("savings")
if not tickets.count(workspace):
    frame.empty("tickets", "tickets", "Import tickets")
jobs.panel(workspace)
run = choose_run(workspace)
with frame.row("sides"):
    with st.container():
        inputs = money.inputs_form(workspace, run)
    with st.container():
        if isinstance(inputs, dict):
            for sentence in inputs.values():
                st.error(sentence)
            st.stop()
        case = money.case(inputs)
        with frame.row("cards"):
            card("Net savings a year", case.net_savings, Origin("computed", "gross − running cost"))
            card("Payback", case.payback, Origin("computed", "cumulative cash ≥ 0"))
            card("Hours saved a year", case.hours, Origin("computed", "simple view"))
            card("Gross savings a year", case.gross_savings, Origin("computed", "hours × wage"))
        with st.container(border=True):
            st.subheader("Cumulative cash", anchor=False)
            charts.show(case.chart(colours()), case.alt, "cash")
        with st.expander("How this is computed", expanded=True):
            st.caption(text("savings.formula"))
            terms = simple_terms(inputs)
            figures = (MANUAL_HOURS_SAVED, case.hours_month), (ANNUAL_SAVINGS, case.gross_savings)
            for formula, result in figures:
                st.markdown(f"**{formula.name}** = {formula.in_words()}")
                st.latex(f"{formula.latex_with_numbers(terms)} = " + money.latex(result))

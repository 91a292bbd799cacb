from dataclasses import replace
from functools import partial

import streamlit as st

from store import tickets
from store.exploring.misroutes import OUTCOMES
from ui.misroutes import charts as figures
from ui.misroutes import checking, common_words, flows, kinds
from ui.shell import charts, frame, jobs, label_signal
from ui.shell.session.selection import choose_run
from ui.shell.texts import text
from ui.shell.theme import colours
from ui.shell.tickets import (
    breakdown,
    ticket_actions,
    ticket_filters,
    ticket_selection,
    ticket_table,
    ticket_view,
    worst_slices,
)
from usecases.exploring.dimensions import breakdowns

workspace = frame.begin("misroutes")
if not tickets.count(workspace):
    frame.empty("tickets", "tickets", text("shared.import_tickets"))
jobs.panel(workspace)
run = choose_run(workspace)
filters = ticket_filters.choose(workspace, run, outcomes={})
ticket_selection.chips(workspace, run, "misroutes", hidden=frozenset({"outcome"}))
all_found = kinds.cards(workspace, filters, run)
kind = kinds.choose()
found = all_found[kind]

st.caption(text(f"misroutes.{kind}"))
if kind == "labels":
    checking.panel(workspace)
    checking.to_work_list(workspace)
elif kind == "router" and run:
    label_signal.warn(workspace, run)
if not found.wrong:
    ticket_actions.last(workspace)
    st.info(text("misroutes.none"))
    st.stop()

with frame.row("halves"):
    with st.container(border=True, height="stretch"):
        st.header(text("misroutes.from_where_to_where"), anchor=False)
        flows.picture(workspace, kind, found)
    with st.container(border=True, height="stretch"):
        st.header(text("misroutes.week_by_week"), anchor=False)
        weeks = found.weeks()
        if len(weeks) > 1:
            charts.show(
                figures.by_week(weeks, kinds.SHARES[kind], colours()),
                text("misroutes.share_by_week"),
                "weeks",
                on_select=partial(ticket_selection.from_week, workspace, "weeks"),
            )
            st.caption(text("misroutes.band"))
        else:
            st.caption(text("misroutes.no_weeks"))

with st.container(border=True):
    st.header(text(f"misroutes.ways_{kind}"), anchor=False)
    flows.table(workspace, kind, found, run)

with st.container(border=True):
    st.header(text("misroutes.column_export"), anchor=False)
    by = breakdowns(workspace, filters, run.run_id if run else None, kind)
    breakdown.show(workspace, by, filters, text("shared.went_wrong"), "misroutes_by")
    st.caption(text("misroutes.broken_down"))
    worst_slices.show(workspace, filters, run, kind)

with st.container(border=True):
    st.header(text("misroutes.tickets"), anchor=False)
    wanted = replace(filters, outcome=OUTCOMES[kind])
    common_words.show(workspace, found, wanted, run)
    chosen = ticket_table.browse(workspace, wanted, run, kinds.columns_of(kind))
ticket_actions.last(workspace)
if chosen is not None:
    ticket_view.show(workspace, chosen, run)

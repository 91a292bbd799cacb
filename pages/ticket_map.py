from dataclasses import replace

import streamlit as st

from store import tickets
from store.exploring import ticket_maps
from ui.shell import frame, jobs
from ui.shell.session.selection import choose_run
from ui.shell.texts import text
from ui.shell.theme import colours
from ui.shell.tickets import ticket_actions, ticket_selection, ticket_table, ticket_view
from ui.ticket_map import making, points
from usecases.exploring.ticket_map import coloured

workspace = frame.begin("ticket_map")
if not tickets.count(workspace):
    frame.empty("ticket_map", "tickets", text("shared.import_tickets"))
jobs.panel(workspace)
run = choose_run(workspace)
filters = ticket_selection.current(workspace)
ticket_selection.chips(workspace, run, "ticket_map")
making.form(workspace, replace(filters, area=None), run)
found = ticket_maps.newest(workspace)
if found is None:
    st.info(text("ticket_map.none"))
    st.stop()

with st.container(border=True):
    by = making.colouring()
    shown = coloured(workspace, found.map_id, run.run_id if run else None, by, filters)
    points.show(workspace, found, shown, filters.area, colours())
    making.described(found, replace(filters, area=None))

with st.container(border=True):
    st.header(text("ticket_map.selected_tickets"), anchor=False)
    chosen = ticket_table.browse(workspace, filters, run)
ticket_actions.last(workspace)
if chosen is not None:
    ticket_view.show(workspace, chosen, run)

import streamlit as st

from store import tickets
from ui import frame, importing, jobs, ticket_actions, ticket_filters, ticket_table, ticket_view
from ui.choice import newest_run

workspace = frame.begin("tickets")
jobs.panel(workspace, told="import")
count = tickets.count(workspace)

if not count:
    importing.panel(workspace)
    importing.history(workspace)
else:
    browse, bring_in = st.tabs(["Browse", "Import"], key="tickets_tab", on_change="rerun")
    if browse.open:
        with browse:
            run = newest_run(workspace)
            filters = ticket_filters.choose(workspace, run)
            chosen = ticket_table.browse(workspace, filters, run)
            ticket_actions.last(workspace)
            if chosen is not None:
                ticket_view.show(workspace, chosen, run)
    if bring_in.open:
        with bring_in:
            importing.panel(workspace)
            importing.history(workspace)

import streamlit as st

from store import tickets
from ui.shell import frame, jobs, volume_form
from ui.shell.session.selection import newest_run
from ui.shell.texts import text
from ui.shell.tickets import (
    ticket_actions,
    ticket_filters,
    ticket_selection,
    ticket_table,
    ticket_view,
)
from ui.tickets import importing

workspace = frame.begin("tickets")
jobs.panel(workspace, told="import")
count = tickets.count(workspace)

if not count:
    importing.panel(workspace)
    importing.history(workspace)
else:
    volume_form.ask(workspace, newest_run(workspace), "tickets")
    browse, bring_in = st.tabs(
        [text("tickets.browse"), text("shared.import")], key="tickets_tab", on_change="rerun"
    )
    if browse.open:
        with browse:
            run = newest_run(workspace)
            filters = ticket_filters.choose(workspace, run)
            ticket_selection.chips(workspace, run, "tickets")
            chosen = ticket_table.browse(workspace, filters, run)
            ticket_actions.last(workspace)
            if chosen is not None:
                ticket_view.show(workspace, chosen, run)
    if bring_in.open:
        with bring_in:
            importing.panel(workspace)
            importing.history(workspace)

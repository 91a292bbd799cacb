"""What Overview says of the selected tickets: how they went, when they came, by every column."""

from __future__ import annotations

from functools import partial

import streamlit as st

from store import tickets
from store.runs import Run
from store.tickets import Filters
from store.workspace import Workspace
from ui.misroutes import kinds
from ui.shell import charts, frame
from ui.shell.category_colours import category_colours
from ui.shell.provenance import card
from ui.shell.texts import text
from ui.shell.theme import colours
from ui.shell.tickets import breakdown, ticket_selection, worst_slices
from usecases.business_case.misroute_cost import cost
from usecases.exploring.dimensions import breakdowns
from usecases.exploring.misroutes import first_against_actual, misroutes
from usecases.provenance import Origin


def figures(workspace: Workspace, filters: Filters, run: Run | None) -> None:
    """Misroutes of each kind, and what those of people cost; nothing where all are selected."""
    if filters == Filters():
        return
    kinds.cards(workspace, filters, run)
    wrong = misroutes(workspace, filters, run.run_id if run else None)["people"].wrong
    priced = cost(workspace, run, "people")
    with frame.row("cards", "_selected_cost"):
        card(text("overview.time_lost_by_misroutes"), priced.hours(wrong), priced.origin)
        card(
            text("overview.cost_of_that"), priced.money(wrong), Origin("computed", priced.wage_note)
        )


def ways(workspace: Workspace, filters: Filters, run: Run | None) -> None:
    """First against actual category; a click on a cell selects its tickets."""
    labels, counts = first_against_actual(workspace, filters, run.run_id if run else None)
    if not labels:
        return
    with st.container(border=True):
        st.header(text("overview.where_tickets_start"), anchor=False)
        axes = (text("shared.first_category"), text("shared.actual_category"))
        shades = colours()
        own = category_colours(workspace, shades)
        figure = charts.matrix(labels, counts, axes, shades, own, shares=True)
        clicked = partial(ticket_selection.from_cell, workspace, "flows", "first", "actual")
        charts.show(
            figure, text("overview.first_against_actual_category"), "flows", on_select=clicked
        )
        st.caption(text("overview.ways"))


def months(workspace: Workspace, filters: Filters, run: Run | None) -> None:
    """The selected tickets by month; a click on a month selects it."""
    found = tickets.by_month(workspace, filters, run.run_id if run else None)
    if found.empty:
        return
    with st.container(border=True):
        st.header(text("overview.selected_tickets_month"), anchor=False)
        clicked = partial(ticket_selection.from_month, workspace, "selected_months")
        figure = charts.by_month(found, colours())
        charts.show(
            figure, text("overview.selected_tickets_by_month"), "selected_months", on_select=clicked
        )


def by_column(workspace: Workspace, filters: Filters, run: Run | None) -> None:
    """The tickets by channel, language and every other column, and where it is worst."""
    found = breakdowns(workspace, filters, run.run_id if run else None, "people")
    if not any(each.counts for each in found):
        return
    with st.container(border=True):
        st.header(text("overview.put_elsewhere_first"), anchor=False)
        breakdown.show(workspace, found, filters, text("shared.went_wrong"), "overview_by")
        st.caption(text("misroutes.broken_down"))
        worst_slices.show(workspace, filters, run, "people")

"""From where to where tickets went wrong, and what each way costs."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import pandas as pd
import streamlit as st

from roi.numbers import in_percent, number
from store.exploring.misroutes import OUTCOMES, Kind
from store.runs import Run
from store.workspace import Workspace
from ui.misroutes import flow_bands
from ui.misroutes.kinds import SIDES
from ui.shell import charts, frame
from ui.shell.category_colours import category_colours
from ui.shell.provenance import card
from ui.shell.tables import PERCENT
from ui.shell.texts import text
from ui.shell.theme import colours
from ui.shell.tickets import ticket_selection
from usecases.business_case.misroute_cost import Cost, cost
from usecases.exploring.misroutes import MAX_SIDES, Found
from usecases.provenance import Origin

MAX_ROWS: Final = 200
TALL: Final = 420
# What the start and the finish of a way are called in a selection.
FILTERS: Final[dict[Kind, tuple[str, str]]] = {
    "people": ("first", "actual"), "router": ("predicted", "actual"),
    "labels": ("actual", "probably"),
}  # fmt: skip


def picture(workspace: Workspace, kind: Kind, found: Found) -> None:
    """The ways as bands or as a heat map; a click on a band, a category or a cell selects it."""
    as_bands = st.segmented_control(
        text("misroutes.show"),
        [text("misroutes.flows"), text("misroutes.heat_map")],
        default=text("misroutes.flows"),
        key="flows_show",
        required=True,
        bind="query-params",
        label_visibility="collapsed",
    ) == text("misroutes.flows")
    flows, shades = found.flows(), colours()
    own = category_colours(workspace, shades)
    if as_bands:
        clicked_band = partial(_select, workspace, kind)
        flow_bands.show(flows, SIDES[kind], own, shades.muted, clicked_band)
        more = text("misroutes.the_commonest_of_ways").format(
            max_ways=flow_bands.MAX_WAYS, flows=number(len(flows))
        )
        st.caption(text("misroutes.bands") + (more if len(flows) > flow_bands.MAX_WAYS else ""))
        return
    names, counts = found.matrix()
    figure = charts.matrix(names, counts, SIDES[kind], shades, own, shares=False, by_row=False)
    clicked = partial(_from_cell, workspace, kind, "misroute_matrix")
    charts.show(
        figure,
        text("misroutes.heat_map_of_misrouted_tickets"),
        "misroute_matrix",
        on_select=clicked,
    )
    most = (
        text("misroutes.the_categories_with_most").format(max_sides=MAX_SIDES)
        if len(names) == MAX_SIDES
        else ""
    )
    st.caption(text("misroutes.click_a_cell_for_its_tickets").format(most=most))


def table(workspace: Workspace, kind: Kind, found: Found, run: Run | None) -> None:
    """Each way with its tickets, hours and money; a picked row selects its way."""
    flows = found.flows().head(MAX_ROWS)
    flows["share"] = [in_percent(share) for share in flows["share"]]
    config = _columns(*SIDES[kind])
    if kind != "labels":  # a wrong label alone has cost nobody time
        priced = cost(workspace, run, kind)
        with frame.row("cards", "_cost"):
            card(text("misroutes.time_lost"), priced.hours(found.wrong), priced.origin)
            card(
                text("shared.cost"), priced.money(found.wrong), Origin("computed", priced.wage_note)
            )
        flows = priced.of(flows)
        config |= _amounts(priced)
    st.dataframe(
        flows, hide_index=True, column_config=config, selection_mode="single-row",
        height=TALL if len(flows) > MAX_SIDES else "auto", key="flows_table",
        on_select=partial(_from_row, workspace, kind, flows),
        alt=text("misroutes.ways_of_misrouted_tickets"),
    )  # fmt: skip


def _select(workspace: Workspace, kind: Kind, start: str | None, finish: str | None) -> None:
    """Select the tickets of a way, or take it off where it is selected."""
    ends = zip(FILTERS[kind], (start, finish), strict=True)
    values = {name: value for name, value in ends if value is not None}
    ticket_selection.toggle(workspace, {"outcome": OUTCOMES[kind], **values})


def _from_cell(workspace: Workspace, kind: Kind, key: str) -> None:
    points = st.session_state[key].selection.points
    if points and "customdata" in points[0]:
        start, finish, *_ = points[0]["customdata"]
        _select(workspace, kind, start, finish)


def _from_row(workspace: Workspace, kind: Kind, flows: pd.DataFrame) -> None:
    rows = st.session_state["flows_table"].selection.rows
    if rows and rows[0] < len(flows):
        _select(workspace, kind, *flows.iloc[rows[0]][["start", "finish"]])


def _columns(start: str, finish: str) -> dict[str, Any]:
    return {
        "start": st.column_config.TextColumn(start),
        "finish": st.column_config.TextColumn(finish),
        "tickets": st.column_config.NumberColumn(text("shared.tickets"), format="localized"),
        "share": st.column_config.NumberColumn(
            text("misroutes.of_all_in").format(start=start),
            format=PERCENT,
            help=text("misroutes.of_all_tickets_that_started"),
        ),
    }


def _amounts(priced: Cost) -> dict[str, Any]:
    return {
        "hours": st.column_config.NumberColumn(text("misroutes.hours"), format="%.1f h"),
        "money": st.column_config.NumberColumn(
            text("misroutes.cost").format(currency=priced.currency), format="%.2f"
        ),
    }

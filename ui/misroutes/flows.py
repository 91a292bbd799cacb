"""From where to where tickets went wrong, and what each way costs."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, Final

import pandas as pd
import streamlit as st

from store.misroutes import OUTCOMES, Kind
from store.runs import Run
from store.tickets import Filters
from store.workspace import Workspace
from ui.misroutes import charts as figures
from ui.misroutes.kinds import SIDES
from ui.shell import charts, frame
from ui.shell.provenance import card
from ui.shell.theme import colours
from usecases.misroute_cost import Cost, cost
from usecases.misroutes import MAX_SIDES, Found
from usecases.provenance import Origin

ARROW: Final = " → "
MAX_ROWS: Final = 200
TALL: Final = 420


def choose(kind: Kind, found: Found, filters: Filters) -> Filters:
    """The picker of one way; the filters of its tickets, or of all tickets of the kind."""
    sides = found.flows()[["start", "finish"]].to_numpy(dtype=str).tolist()
    ways = {way(start, finish): (start, finish) for start, finish in sides}
    if st.session_state.get("flow") not in ways:
        st.session_state["flow"] = None
    chosen = st.selectbox(
        "From → to", list(ways), index=None, key="flow", bind="query-params",
        placeholder="Any", width=420,
    )  # fmt: skip
    wanted = replace(filters, outcome=OUTCOMES[kind])
    return _along(kind, wanted, *ways[chosen]) if chosen else wanted


def picture(kind: Kind, found: Found) -> None:
    """The ways as bands or as a heat map; a click on a cell chooses its way."""
    as_bands = st.segmented_control(
        "Show", ["Flows", "Heat map"], default="Flows", key="flows_show", required=True,
        bind="query-params", label_visibility="collapsed",
    ) == "Flows"  # fmt: skip
    flows = found.flows()
    if as_bands:
        charts.show(figures.ways(flows, colours()), "Flows of misrouted tickets", "ways")
        if len(flows) > figures.MAX_WAYS:
            st.caption(f"The {figures.MAX_WAYS} commonest of {len(flows):,} ways.")
        return
    names, counts = found.matrix()
    figure = charts.matrix(names, counts, SIDES[kind], colours(), shares=False, by_row=False)
    clicked = partial(_from_cell, "misroute_matrix")
    charts.show(figure, "Heat map of misrouted tickets", "misroute_matrix", on_select=clicked)
    most = f" The {MAX_SIDES} categories with most of them." if len(names) == MAX_SIDES else ""
    st.caption(f"Click a cell for its tickets.{most}")


def table(workspace: Workspace, kind: Kind, found: Found, run: Run | None) -> None:
    """Each way with its tickets, hours and money; a picked row chooses its way."""
    flows = found.flows().head(MAX_ROWS)
    config = _columns(*SIDES[kind])
    if kind != "labels":  # a wrong label alone has cost nobody time
        priced = cost(workspace, run, kind)
        with frame.row("cards", "_cost"):
            card("Time lost", priced.hours(found.wrong), priced.origin)
            card("Cost", priced.money(found.wrong), Origin("computed", priced.wage_note))
        flows = priced.of(flows)
        config |= _amounts(priced)
    st.dataframe(
        flows, hide_index=True, column_config=config, selection_mode="single-row",
        height=TALL if len(flows) > MAX_SIDES else "auto", key="flows_table",
        on_select=partial(_from_row, flows),
        alt="Ways of misrouted tickets",
    )  # fmt: skip


def way(start: str, finish: str) -> str:
    """One way as its picker shows it."""
    return f"{start}{ARROW}{finish}"


def _along(kind: Kind, filters: Filters, start: str, finish: str) -> Filters:
    if kind == "people":
        return replace(filters, first=start, actual=finish)
    if kind == "router":
        return replace(filters, predicted=start, actual=finish)
    return replace(filters, actual=start, suggested=finish)


def _from_cell(key: str) -> None:
    points = st.session_state[key].selection.points
    if points and "customdata" in points[0]:
        start, finish, *_ = points[0]["customdata"]
        st.session_state["flow"] = way(start, finish)


def _from_row(flows: pd.DataFrame) -> None:
    rows = st.session_state["flows_table"].selection.rows
    if rows and rows[0] < len(flows):
        st.session_state["flow"] = way(*flows.iloc[rows[0]][["start", "finish"]])


def _columns(start: str, finish: str) -> dict[str, Any]:
    return {
        "start": st.column_config.TextColumn(start),
        "finish": st.column_config.TextColumn(finish),
        "tickets": st.column_config.NumberColumn("Tickets", format="localized"),
        "share": st.column_config.NumberColumn(
            f"Of all in {start.lower()}", format="percent", help="Of all tickets that started there"
        ),
    }


def _amounts(priced: Cost) -> dict[str, Any]:
    return {
        "hours": st.column_config.NumberColumn("Hours", format="%.1f h"),
        "money": st.column_config.NumberColumn(f"Cost, {priced.currency}", format="%.2f"),
    }

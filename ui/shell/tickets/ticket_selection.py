"""The tickets that a person has selected: one selection for all screens, always in the address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import streamlit as st

from roi.numbers import day, number
from routing.decision import ReviewKind
from store.runs import Run
from store.tickets import Area, Filters
from store.workspace import Workspace
from ui.shell import frame
from ui.shell.session import selection
from ui.shell.texts import named, plain, text
from usecases.exploring import selection as filters_in
from usecases.exploring.selection import ATTRIBUTE, Part
from usecases.exploring.selection_sql import as_sql
from usecases.exploring.ticket_list import matching

# Screens that follow the selection.
FOLLOWERS: Final = (
    "tickets", "misroutes", "overview", "accuracy", "dial", "ticket_map", "review",
)  # fmt: skip
OUTCOMES: Final = {
    "moved": text("selection.people_put_it_elsewhere_first"),
    "doubtful": text("selection.label_probably_wrong"),
}
OUTCOMES_OF_RUN: Final = {
    "auto": text("shared.auto_routed"),
    "review": text("selection.in_review"),
    "unknown": "Unknown",
    "wrong": text("selection.router_differs_from_actual"),
    "misroute": text("selection.misroutes_auto_routed_and_wrong"),
    **{
        kind.value: text("selection.waits").format(more=text(f"review.{kind.name}"))
        for kind in ReviewKind
    },
}
_CHOSEN, _LINKED = "ticket_selection", "ticket_selection_linked"


def current(workspace: Workspace) -> Filters:
    """The selection: that of a link that has come anew, else what was selected before."""
    found = {name: v for name, v in st.query_params.items() if filters_in.is_filter(name)}
    if found and found != st.session_state.get(_LINKED):
        put(workspace, filters_in.from_address(found))
    chosen = _chosen(workspace)
    _write_link(found, filters_in.to_address(chosen))
    return chosen


def put(workspace: Workspace, filters: Filters) -> None:
    """Select other tickets from now on."""
    st.session_state[_CHOSEN] = (workspace.name, filters)


def toggle(workspace: Workspace, values: Mapping[str, Any]) -> None:
    """After a click: set these filters, or take them off where they were all set."""
    put(workspace, filters_in.toggled(_chosen(workspace), values))


def link(filters: Filters) -> dict[str, str]:
    """The address of another screen for these tickets."""
    return selection.link(**filters_in.to_address(filters))


def from_week(workspace: Workspace, key: str) -> None:
    """After a click on a week of the chart with that key: select it, or take it off."""
    points = st.session_state[key].selection.points
    if points:
        toggle(workspace, filters_in.week(date.fromisoformat(str(points[0]["x"])[:10])))


def from_month(workspace: Workspace, key: str) -> None:
    """After a click on a month of the chart with that key: select it, or take it off."""
    points = st.session_state[key].selection.points
    if points and "customdata" in points[0]:
        day = date.fromisoformat(points[0]["customdata"][0])
        toggle(workspace, filters_in.month(day))


def from_part(workspace: Workspace, key: str, name: str) -> None:
    """After a click on a point of the chart with that key: select what stands in its data."""
    points = st.session_state[key].selection.points
    if points and "customdata" in points[0]:
        toggle(workspace, {name: str(points[0]["customdata"][0])})


def from_cell(workspace: Workspace, key: str, row: str, column: str) -> None:
    """After a click on a cell of the matrix with that key: select its row and column."""
    points = st.session_state[key].selection.points
    if points and "customdata" in points[0]:
        first, second, *_ = points[0]["customdata"]
        toggle(workspace, {row: first, column: second})


def chips(
    workspace: Workspace, run: Run | None, here: str, hidden: frozenset[str] = frozenset()
) -> None:
    """What is selected, filter by filter, each to be taken off; and the screens that follow it.

    here: the screen that this is. hidden: filters that this screen does not go by.
    """
    chosen = _chosen(workspace)
    shown = [part for part in filters_in.parts(chosen) if part.name not in hidden]
    if not shown:
        return
    count = len(matching(workspace, chosen, run.run_id if run else None))
    with st.container(horizontal=True, vertical_alignment="center", key="chips", gap="small"):
        st.markdown(text("selection.selected").format(count=number(count)), width="content")
        for part in shown:
            st.button(
                in_words(part),
                key=f"chip_{part.name}",
                icon=":material/close:",
                on_click=put,
                args=(workspace, part.rest),
                help=text("selection.take_this_filter_off"),
            )
        if len(shown) > 1:
            st.button(
                text("selection.clear_all"), key="chips_clear", type="tertiary", on_click=put,
                args=(workspace, Filters()),
            )  # fmt: skip
        for page in FOLLOWERS:
            if page != here:
                _go(text(f"{page}.title"), page, link(chosen))
        _go("SQL", "explorer", selection.link(sql=as_sql(chosen, run.run_id if run else None)))


def _go(label: str, page: str, address: dict[str, str]) -> None:
    file = frame.PAGES / f"{page}.py"
    st.page_link(file, label=label, query_params=address, icon=":material/arrow_outward:")


def in_words(part: Part) -> str:
    """A filter as its chip shows it."""
    return plain(f"{_title(part.name)}: {_value(part)}")


def _title(name: str) -> str:
    if name.startswith(ATTRIBUTE):
        return name.removeprefix(ATTRIBUTE)
    return named("selection", name)


def _value(part: Part) -> str:
    if part.name == "outcome":
        return str((OUTCOMES | OUTCOMES_OF_RUN).get(part.value, part.value))
    if isinstance(part.value, date):
        return day(part.value)
    if isinstance(part.value, Area):
        return text("selection.drawn")
    return number(part.value, 2) if isinstance(part.value, float) else str(part.value)


def _chosen(workspace: Workspace) -> Filters:
    """What was selected in this workspace; another one begins with everything."""
    name, filters = st.session_state.get(_CHOSEN, ("", Filters()))
    return filters if name == workspace.name else Filters()


def _write_link(found: Mapping[str, str], wanted: dict[str, str]) -> None:
    for name in found.keys() - wanted.keys():
        del st.query_params[name]
    for name, value in wanted.items():
        if found.get(name) != value:
            st.query_params[name] = value
    st.session_state[_LINKED] = wanted

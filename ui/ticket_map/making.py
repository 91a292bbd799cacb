"""Laying out a map: the form, the job while it runs, and what the newest map shows."""

from __future__ import annotations

import datetime as dt
from typing import Final

import streamlit as st

from roi.numbers import number
from roi.numbers.durations import ago
from routing.errors import RouteCaseError
from routing.learning.layout import Method
from store.exploring.ticket_maps import TicketMap
from store.runs import Run
from store.tickets import EVERY_TICKET, Filters
from store.workspace import Workspace
from ui.shell import background_jobs
from ui.shell.core_sentences import told
from ui.shell.server.process import process
from ui.shell.session.actor import actor
from ui.shell.texts import text
from usecases.exploring import ticket_map
from usecases.exploring.selection import from_address
from usecases.exploring.ticket_map import Colouring, MapRequest

METHODS: Final[tuple[Method, ...]] = ("tsne", "pca")
SIZES: Final = (1_000, 5_000, 20_000, 50_000)
COLOURINGS: Final[tuple[Colouring, ...]] = ("category", "right", "against_people")


def form(workspace: Workspace, filters: Filters, run: Run | None) -> None:
    """Method, size and the button; while a map is laid out, how far it is."""
    background_jobs.panel(workspace, background_jobs.MAP)
    if background_jobs.is_busy(workspace, background_jobs.MAP):
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        method = st.selectbox(
            text("ticket_map.layout"),
            METHODS, key="map_method", width=280, persist_state="session",
            format_func=lambda each: text(f"ticket_map.method_{each}"),
        )  # fmt: skip
        most = st.selectbox(
            text("ticket_map.tickets_at_most"),
            SIZES, 1, key="map_size", width=160, persist_state="session",
            format_func=lambda each: f"{each:,}", help=text("ticket_map.meaning"),
        )  # fmt: skip
        if st.button(text("ticket_map.lay_out_map"), key="map_start", type="primary"):
            _start(workspace, MapRequest(filters, run.run_id if run else None, method, most))


def _start(workspace: Workspace, request: MapRequest) -> None:
    try:
        ticket_map.start(process().jobs, workspace, process().settings.models, request, actor())
    except RouteCaseError as problem:
        st.error(told(problem))
    else:
        st.rerun()


def described(found: TicketMap, filters: Filters) -> None:
    """How many tickets the map shows, of how many, and of which selection."""
    age = (dt.datetime.now(dt.UTC).replace(tzinfo=None) - found.made_at).total_seconds()
    st.caption(
        text("ticket_map.of_tickets_every_category_with").format(
            shown=number(found.shown),
            tickets=number(found.tickets),
            age=ago(age),
            more=text(f"ticket_map.method_{found.method}"),
        )
    )
    if from_address(found.selection) not in (filters, EVERY_TICKET):
        st.caption(text("ticket_map.older"))


def colouring() -> Colouring:
    """What the colours stand for; it stands in the address."""
    return st.segmented_control(
        text("ticket_map.colour"),
        COLOURINGS, default="category", key="map_colours", bind="query-params",
        required=True, format_func=lambda each: text(f"ticket_map.by_{each}"),
        label_visibility="collapsed",
    )  # fmt: skip

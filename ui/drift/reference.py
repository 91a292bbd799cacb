"""What later tickets are compared with, who chose it, and moving it."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from roi.numbers import day, number
from routing.errors import EvaluationError
from store.workspace import Workspace
from ui.shell import background_jobs
from ui.shell.core_sentences import told
from ui.shell.server.process import process
from ui.shell.texts import plain, text
from usecases.actor import Actor
from usecases.drift.reference import MIN_TICKETS, TICKETS, choose_latest
from usecases.drift.report import Span
from usecases.drift.schedule import start_round
from usecases.drift.status import Status, tickets_missing


def bar(workspace: Workspace, found: Status | None, actor: Actor) -> None:
    """The reference in a line, a look now, and the way to move it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_in_words(found) if found else text("drift.not_looked"), width="stretch")
        _look_now(workspace)
        if found:
            _move(workspace, actor)
    missing = 0 if found else tickets_missing(workspace)
    if missing:
        st.info(text("drift.too_few").format(missing=missing))
    _schedule()


def named(span: Span) -> str:
    """The reference window in words."""
    if span.start is None or span.until is None:
        return text("drift.tickets").format(tickets=number(span.tickets))
    return text("drift.to_tickets").format(
        start=_day(span.start), until=_day(span.until), tickets=number(span.tickets)
    )


def _in_words(found: Status) -> str:
    since = text("drift.up_to").format(day=_day(found.as_of)) if found.as_of else ""
    return text("drift.reference_chosen_by_on_tickets").format(
        span=named(found.span),
        set_by=plain(found.window.set_by),
        set_at=_day(found.window.set_at),
        looks=number(found.looks),
        since=since,
    )


def _look_now(workspace: Workspace) -> None:
    busy = background_jobs.is_busy(workspace, background_jobs.DRIFT)
    if st.button(
        text("drift.look_now"), key="drift_look", disabled=busy, icon=":material/visibility:"
    ):
        at = process()
        start_round(at.jobs, workspace, at.settings)
        st.rerun()


def _move(workspace: Workspace, actor: Actor) -> None:
    with st.popover(text("drift.move")):
        st.caption(text("drift.move_why"))
        count = st.number_input(
            text("drift.the_newest_tickets"),
            MIN_TICKETS,
            None,
            TICKETS,
            100,
            key="drift_reference_size",
        )
        if st.button(text("drift.compare_with_these_from_now"), key="drift_reference_move"):
            try:
                choose_latest(workspace, int(count), actor)
            except EvaluationError as problem:
                st.error(told(problem))
                return
            at = process()
            start_round(at.jobs, workspace, at.settings)
            st.rerun()


def _schedule() -> None:
    minutes = process().settings.drift_minutes
    key = "drift.schedule" if minutes else "drift.no_schedule"
    st.caption(text(key).format(minutes=minutes))


def _day(at: datetime) -> str:
    return day(at)

"""Reading the tickets of the help desk."""

from __future__ import annotations

from datetime import UTC, datetime, time

import streamlit as st

from helpdesk.desk_kind import DeskKind
from jobs.errors import ExpectedError
from roi.numbers import moment, number
from store.helpdesk import connections
from store.workspace import Workspace
from ui.shell import jobs
from ui.shell.core_sentences import told
from ui.shell.server.process import process
from ui.shell.texts import plain, text
from usecases.actor import Actor
from usecases.helpdesk.access import DeskAccess
from usecases.helpdesk.ticket_import import start_desk_import


def panel(workspace: Workspace, kind: DeskKind, way: DeskAccess | None, actor: Actor) -> None:
    """What was read so far, and the button that reads what is new."""
    record = connections.desk(workspace, kind)
    if record and record.tickets:
        when = (
            text("connect.last_on_utc").format(read_at=moment(record.read_at))
            if record.read_at
            else ""
        )
        st.markdown(
            plain(
                text("connect.tickets_read").format(
                    tickets=number(record.tickets), url=record.url, when=when
                )
            )
        )
    st.caption(text("connect.reading"))
    st.caption(text("connect.labels"))
    since, history = None, True
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if record is None:
            since = st.date_input(
                text("connect.changed_since"), None, key="connect_since", width=200
            )
        if kind is not DeskKind.FRESHDESK:
            history = st.checkbox(
                text("connect.also_from_where_they_were_moved"), value=True, key="connect_history"
            )
    job = jobs.current(workspace)
    busy = bool(job and job.live)
    if st.button(text("connect.read_the_tickets"), type="primary", disabled=way is None or busy,
                 key="connect_read") and way:  # fmt: skip
        first = datetime.combine(since, time(), UTC) if since else None
        try:
            start_desk_import(process().jobs, workspace, way, actor, since=first, history=history)
        except ExpectedError as problem:
            st.error(told(problem))
            return
        st.rerun()

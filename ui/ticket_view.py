"""One ticket opened: its text as text, what is known of it, and every decision on it."""

from __future__ import annotations

import streamlit as st

from routing.ticket import Ticket
from store import runs, tickets
from store.workspace import Workspace
from ui import columns


def show(workspace: Workspace, key: int) -> None:
    """The ticket of that key."""
    ticket = tickets.one(workspace, key)
    if ticket is None:
        return
    with st.container(border=True):
        # Ticket text is data: st.text never reads it as markdown or HTML.
        st.caption(f"Ticket {_plain(ticket.id)} · line {ticket.line:,} of its file")
        st.text(ticket.subject or "(no subject)", width="stretch")
        st.text_area(
            "Text", ticket.body or "(no text)", height=200, disabled=True, key=f"body_{key}"
        )
        _facts(ticket)
        decided = runs.of_ticket(workspace, key)
        if not decided.empty:
            st.dataframe(
                decided.dropna(axis="columns", how="all"), hide_index=True,
                column_config=columns.DECISIONS, alt="Decisions on this ticket",
            )  # fmt: skip


def _facts(ticket: Ticket) -> None:
    known = {
        "Actual category": ticket.category,
        "First category": ticket.first_category,
        "Channel": ticket.channel,
        "Language": ticket.language,
        "Created": ticket.created_at and f"{ticket.created_at:%d %b %Y %H:%M}",
        "Solved": ticket.solved_at and f"{ticket.solved_at:%d %b %Y %H:%M}",
        "Reassignments": None if ticket.reassignments is None else str(ticket.reassignments),
        "Triage": ticket.triage_seconds and f"{ticket.triage_seconds:,.0f} s",
    }
    with st.container(horizontal=True, gap="large"):
        for label, value in known.items():
            if value:
                with st.container(width="content", gap=None):
                    st.caption(label)
                    st.text(value)


def _plain(words: str) -> str:
    """Text without the signs that markdown would read."""
    return "".join(c if c.isalnum() or c in " -_./#" else " " for c in words)

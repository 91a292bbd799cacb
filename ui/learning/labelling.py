"""One ticket to label with one click or key."""

from __future__ import annotations

import time

import streamlit as st

from routing.decision import Decision
from routing.taxonomy import UNKNOWN, Taxonomy
from routing.ticket import Ticket
from store import reviews
from store.reviews import Review, Verdict
from store.workspace import Workspace

ORIGIN = "guided start"
KEYS = "123456789"
LONGEST_BREAK = 180.0


def card(workspace: Workspace, ticket: Ticket, suggested: Decision, taxonomy: Taxonomy) -> None:
    """The ticket as text, the likeliest categories first, then the others."""
    since = st.session_state.setdefault(f"label_since_{ticket.key}", time.monotonic())
    likely = [suggested.category, *(each.category for each in suggested.alternatives)]
    likely = [name for name in likely if name != UNKNOWN]
    names = [*likely, *(n for n in taxonomy.names if n not in likely)]
    with st.container(border=True):
        st.text(ticket.subject or "(no subject)", width="stretch")
        st.text_area("Text", ticket.body, height=180, disabled=True, key=f"label_{ticket.key}")
        with st.container(horizontal=True):
            for place, name in enumerate(names):
                st.button(
                    name, key=f"label_as_{place}", on_click=_choose,
                    args=(workspace, ticket, suggested, name, since),
                    shortcut=KEYS[place] if place < len(KEYS) else None,
                    type="primary" if name == likely[0] else "secondary",
                )  # fmt: skip
        with st.container(horizontal=True):
            st.button("Unknown", key="label_unknown", shortcut="0", on_click=_choose,
                      args=(workspace, ticket, suggested, UNKNOWN, since))  # fmt: skip
            st.button("Skip", key="label_skip", shortcut="s", on_click=_skip,
                      args=(workspace, ticket, since))  # fmt: skip
            st.button("Undo", key="label_undo", shortcut="u", on_click=_undo, args=(workspace,))


def _choose(
    workspace: Workspace, ticket: Ticket, suggested: Decision, name: str, since: float
) -> None:
    reviews.record(
        workspace,
        Review(
            ticket.key, _reviewer(), Verdict.CHOSEN, name, origin=ORIGIN,
            suggested=suggested.category, confidence=suggested.confidence, seconds=_seconds(since),
        ),
    )  # fmt: skip


def _skip(workspace: Workspace, ticket: Ticket, since: float) -> None:
    skipped = Review(
        ticket.key, _reviewer(), Verdict.SKIPPED, origin=ORIGIN, seconds=_seconds(since)
    )
    reviews.record(workspace, skipped)


def _undo(workspace: Workspace) -> None:
    last = reviews.last_of(workspace, _reviewer())
    if last and last.origin == ORIGIN:
        reviews.undo(workspace, last.review_id, _reviewer(), origin=ORIGIN)


def _reviewer() -> str:
    return str(st.session_state.get("reviewer") or "somebody")


def _seconds(since: float) -> float:
    return min(LONGEST_BREAK, time.monotonic() - since)

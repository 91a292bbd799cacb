"""The keys of the review card: refused with a cue until a reader can have seen the ticket."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_component = st.components.v2.component(
    "routecase_review_keys",
    html='<div id="cue" role="status">Too early: that key was not taken.</div>',
    css="""
        #cue { visibility: hidden; font-size: 0.875rem; line-height: 1.4; }
        #cue.seen { visibility: visible; color: var(--st-orange-text-color, #b45309); }
    """,
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
)


def guard(ticket_key: int, panel: str, keys: str) -> None:
    """Watch the keys of the ticket on screen; with a note open, its field has the focus.

    panel: what is open beside the ticket, "" for nothing. keys: those that do something now.
    """
    _component(key="review_keys", data={"ticket": ticket_key, "panel": panel, "keys": keys})

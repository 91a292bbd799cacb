"""Who reviews: asked once, kept in the address so that a reload finds it."""

from __future__ import annotations

import uuid
from typing import Final

import streamlit as st

from store.claims import Holder
from ui.texts import text

LONGEST: Final = 60


def name() -> str:
    """The field for the reviewer's name, and what stands in it; "" before it is filled in."""
    given = st.text_input(
        "Your name", key="reviewer", bind="query-params", max_chars=LONGEST, width=220,
        placeholder="For the record", help=text("review.name"),
    )  # fmt: skip
    return (given or "").strip()


def holder(reviewer: str) -> Holder:
    """The reviewer in this browser tab."""
    session = st.session_state.setdefault("review_session", uuid.uuid4().hex)
    return Holder(reviewer, session)

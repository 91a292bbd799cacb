"""Who reviews: asked once, kept in the address so that a reload finds it."""

from __future__ import annotations

import uuid
from typing import Final

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from store import review_locks
from store.review_locks import Holder
from store.workspace import Workspace
from ui.shell.texts import text

MAX_LENGTH: Final = 60


def name() -> str:
    """The field for the reviewer's name, and what stands in it; "" before it is filled in."""
    given = st.text_input(
        "Your name", key="reviewer", bind="query-params", max_chars=MAX_LENGTH, width=220,
        placeholder="For the record", help=text("review.name"),
    )  # fmt: skip
    return (given or "").strip()


def holder(reviewer: str) -> Holder:
    """The reviewer in this browser tab."""
    context = get_script_run_ctx()
    tab = context.session_id if context else ""
    session = st.session_state.setdefault("review_session", f"{tab}/{uuid.uuid4().hex}")
    return Holder(reviewer, session)


def closed_tabs(workspace: Workspace, mine: Holder) -> list[str]:
    """The tabs of this reviewer that were reloaded or closed while they held a ticket."""
    if not runtime.exists():
        return []
    live = runtime.get_instance()
    return [
        session
        for session in review_locks.tabs(workspace, mine)
        if not live.is_active_session(session.partition("/")[0])
    ]

"""Who reviews: asked once in a browser tab, and never part of a link."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from store.reviewing import locks
from store.reviewing.locks import Holder
from store.workspace import Workspace
from ui.shell.server.process import process
from ui.shell.session.actor import actor
from ui.shell.texts import plain, text
from usecases.actor import Role

MAX_LENGTH: Final = 60
KEY: Final = "reviewer"
_KNOWN: Final = "reviewer_known"
_MEMORY: Final = "reviewer_memory"
_memory = st.components.v2.component(
    "routecase_reviewer_memory",
    html="<span></span>",
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
)


def name() -> str:
    """Who signed in; else the field for the reviewer's name and what stands in it, "" at first.

    "" for somebody who only views: no ticket is given to them, and no key taken.
    """
    if process().settings.sign_in:
        if given():
            st.caption(text("review.reviewing_as").format(name=plain(given())))
        return given()
    st.text_input(
        text("review.your_name"), key=KEY, max_chars=MAX_LENGTH, width=220, persist_state="session",
        placeholder=text("review.for_the_record"), help=text("review.name"),
    )  # fmt: skip
    name = given()
    cleared = bool(st.session_state.get(_KNOWN)) and not name
    st.session_state[_KNOWN] = name
    _memory(key=_MEMORY, data={"name": name, "cleared": cleared}, on_name_change=_remembered)
    return name


def given() -> str:
    """Who signed in to review; else what stands in the field now, also where it is not drawn."""
    if process().settings.sign_in:
        return actor().name if actor().may(Role.REVIEWER) else ""
    return str(st.session_state.get(KEY) or "").strip()


def _remembered() -> None:
    """After a reload: the name that this browser tab had before."""
    st.session_state[KEY] = str(st.session_state[_MEMORY].name or "")[:MAX_LENGTH]


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
        for session in locks.tabs(workspace, mine)
        if not live.is_active_session(session.partition("/")[0])
    ]

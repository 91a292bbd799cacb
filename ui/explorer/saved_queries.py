"""Saved queries and the history: open, save, pin, delete."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from store import explorer
from store.explorer import SavedQuery
from store.library import library
from store.workspace import Workspace
from ui.explorer import ask_in_words, query_draft
from ui.shell.actor import actor
from ui.shell.texts import plain, text
from usecases.saved_queries import delete_query, forget_history, save_query

_NAMED = "sql_named"


def choose(workspace: Workspace) -> SavedQuery | None:
    """The picker of saved queries; the one that was opened last."""
    found = query_draft.everything(workspace)
    _go_to_new(found)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Saved queries", list(found), index=None, key=_NAMED, on_change=_open,
            args=(found,), format_func=lambda name: _label(name, found), width="stretch",
            placeholder="Choose a query, or write one below", persist_state="session",
        )  # fmt: skip
        ask_in_words.ask(workspace)
        _history(workspace)
    name = st.session_state.get(_NAMED)
    opened = found.get(name) if name else None
    if opened and opened.description:
        st.caption(plain(opened.description))
    ask_in_words.told()
    return opened


def keep(
    workspace: Workspace,
    opened: SavedQuery | None,
    parameters: Mapping[str, Mapping[str, Any]],
    chart: Mapping[str, Any],
) -> None:
    """The buttons that save, pin and delete."""
    present = SavedQuery(
        opened.title if opened else "", query_draft.sql(), opened.description if opened else "",
        parameters, chart, pinned=bool(opened and opened.pinned),
        query_id=opened.query_id if opened else None,
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.popover("Save", icon=":material/bookmark:"):
            _save(workspace, present)
        label = "Take off Overview" if present.pinned else "Pin to Overview"
        if st.button(label, icon=":material/keep:", key="sql_pin"):
            _turn_pin(workspace, present)
        if present.query_id is not None and st.button(
            "Delete", icon=":material/delete:", key="sql_delete"
        ):
            delete_query(workspace, present.query_id, actor())
            st.session_state["sql_go_to"] = None
            st.rerun()


def _save(workspace: Workspace, present: SavedQuery) -> None:
    # Another query has fields of its own.
    opened = st.session_state.get(_NAMED) or "new"
    title = st.text_input("Title", present.title, key=f"sql_title_{opened}", max_chars=120)
    says = st.text_area(
        "What it answers", present.description, key=f"sql_says_{opened}", max_chars=500
    )
    wanted = replace(present, title=title.strip(), description=says.strip())
    with st.container(horizontal=True):
        if st.button("Save", type="primary", disabled=not title.strip(), key="sql_save_go"):
            _kept(workspace, wanted)
        if present.query_id is not None and st.button("Save as a new one", key="sql_save_new"):
            _kept(workspace, replace(wanted, query_id=None))


def _turn_pin(workspace: Workspace, present: SavedQuery) -> None:
    """Pin what is on the screen, saved before where it is not yet; or take the pin off."""
    title = present.title or f"Query of {dt.datetime.now(dt.UTC):%d %b %Y %H:%M} UTC"
    _kept(workspace, replace(present, title=title, pinned=not present.pinned))


def _kept(workspace: Workspace, wanted: SavedQuery) -> None:
    number = save_query(workspace, wanted, actor())
    st.session_state["sql_go_to"] = f"{query_draft.OWN}{number}"
    st.rerun()


def _go_to_new(found: Mapping[str, SavedQuery]) -> None:
    """Choose what was just saved, before the picker is drawn."""
    if "sql_go_to" in st.session_state:
        st.session_state[_NAMED] = st.session_state.pop("sql_go_to")
    if st.session_state.get(_NAMED) not in found:
        st.session_state[_NAMED] = None


def _open(found: Mapping[str, SavedQuery]) -> None:
    opened = found.get(st.session_state.get(_NAMED) or "")
    if opened:
        query_draft.put(opened.sql, opened.parameters)


def _label(name: str, found: Mapping[str, SavedQuery]) -> str:
    star = "" if name in library() else "★ "
    return f"{star}{found[name].title}"


def _history(workspace: Workspace) -> None:
    with st.popover("History", icon=":material/history:", width="content"):
        asked = explorer.history(workspace)
        if not asked:
            st.caption(text("explorer.no_history"))
            return
        for place, each in enumerate(asked[:30]):
            outcome = f"{each.rows:,} rows" if each.rows is not None else "no answer"
            with st.container(border=True, gap="xsmall"):
                st.code(each.sql[:400], language="sql", wrap_lines=True)
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.caption(f"{each.asked_at:%d %b %H:%M} UTC · {outcome}")
                    st.button(
                        "Open", key=f"sql_again_{place}", type="tertiary", on_click=query_draft.put,
                        args=(each.sql,),
                    )  # fmt: skip
        st.button(
            "Forget all", key="sql_forget", on_click=forget_history, args=(workspace, actor())
        )

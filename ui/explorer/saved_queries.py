"""Saved queries and the history: open, save, pin, delete."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from roi.numbers import moment, number
from store.explorer import saved_queries
from store.explorer.library import library
from store.explorer.saved_queries import SavedQuery
from store.workspace import Workspace
from ui.explorer import ask_in_words, query_draft
from ui.shell.session.actor import actor
from ui.shell.texts import plain, text
from usecases.queries.saved import delete_query, forget_history, pin_query, save_query

_NAMED = "sql_named"
MAX_TITLE_CHARACTERS = 120


def choose(workspace: Workspace) -> SavedQuery | None:
    """The picker of saved queries; the one that was opened last."""
    found = query_draft.everything(workspace)
    _go_to_new(found)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            text("explorer.saved_queries"), list(found), index=None, key=_NAMED, on_change=_open,
            args=(found,), format_func=lambda name: _label(name, found), width="stretch",
            placeholder=text("explorer.choose_a_query_or_write_one"), persist_state="session",
        )  # fmt: skip
        ask_in_words.ask(workspace)
        _history(workspace)
    name = st.session_state.get(_NAMED)
    opened = found.get(name) if name else None
    if opened and opened.description:
        st.caption(plain(opened.description))
    ask_in_words.explanation()
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
        with st.popover(text("shared.save"), icon=":material/bookmark:"):
            _save(workspace, present)
        pinned_id = opened.query_id if opened and opened.pinned else None
        if pinned_id is not None and st.button(
            text("explorer.take_off_overview"), icon=":material/keep_off:", key="sql_unpin"
        ):
            pin_query(workspace, pinned_id, actor(), pinned=False)
            st.rerun()
        if not (opened and opened.pinned and _is_same(present, opened)) and st.button(
            text("explorer.pin_to_overview"), icon=":material/keep:", key="sql_pin"
        ):
            _pin(workspace, present, opened)
        if present.query_id is not None:
            _versions(workspace, present.query_id)
        if present.query_id is not None and st.button(
            text("shared.delete"), icon=":material/delete:", key="sql_delete"
        ):
            delete_query(workspace, present.query_id, actor())
            st.session_state["sql_go_to"] = None
            st.rerun()


def _save(workspace: Workspace, present: SavedQuery) -> None:
    # Another query has fields of its own.
    opened = st.session_state.get(_NAMED) or "new"
    title = st.text_input(
        text("explorer.pin_title"),
        present.title,
        key=f"sql_title_{opened}",
        max_chars=MAX_TITLE_CHARACTERS,
    )
    says = st.text_area(
        text("explorer.what_it_answers"),
        present.description,
        key=f"sql_says_{opened}",
        max_chars=500,
    )
    wanted = replace(present, title=title.strip(), description=says.strip())
    with st.container(horizontal=True):
        if st.button(
            text("shared.save"), type="primary", disabled=not title.strip(), key="sql_save_go"
        ):
            _kept(workspace, wanted)
        if present.query_id is not None and st.button(
            text("explorer.save_as_a_new_one"), key="sql_save_new"
        ):
            _kept(workspace, replace(wanted, query_id=None))


def _pin(workspace: Workspace, present: SavedQuery, opened: SavedQuery | None) -> None:
    """Pin what is on the screen: the saved query, or one of its own name where it differs."""
    if opened and opened.query_id is not None and _is_same(present, opened):
        pin_query(workspace, opened.query_id, actor(), pinned=True)
        st.rerun()
    title = _pinned_title(present, opened)[:MAX_TITLE_CHARACTERS]
    _kept(workspace, replace(present, title=title, pinned=True, query_id=None))


def _pinned_title(present: SavedQuery, opened: SavedQuery | None) -> str:
    """A name of its own; that of the opened query stays in it only while the words are its own."""
    when = f"{dt.datetime.now(dt.UTC):%d %b %Y %H:%M:%S} UTC"
    if not opened or opened.sql.strip() != present.sql.strip():
        return text("explorer.query").format(when=when)
    named = text("explorer.pinned")
    first = opened.title.split(named.format(title="", when=""))[0]
    return named.format(title=first, when=when)


def _is_same(present: SavedQuery, opened: SavedQuery) -> bool:
    """Whether the screen holds the query as it was saved."""
    drawn_alike = not opened.chart or dict(present.chart) == dict(opened.chart)
    asks_alike = (present.sql.strip(), dict(present.parameters)) == (
        opened.sql.strip(), dict(opened.parameters)
    )  # fmt: skip
    return drawn_alike and asks_alike


def _versions(workspace: Workspace, query_id: int) -> None:
    earlier = saved_queries.versions(workspace, query_id)
    if not earlier:
        return
    with st.popover(text("shared.versions"), icon=":material/history:"):
        for each in earlier:
            with st.container(border=True, gap="xsmall"):
                st.code(each.query.sql[:400], language="sql", wrap_lines=True)
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.caption(
                        text("explorer.version_until").format(
                            title=plain(each.query.title), until=moment(each.until)
                        )
                    )
                    st.button(
                        text("shared.open"), key=f"sql_version_{each.version}", type="tertiary",
                        on_click=query_draft.put, args=(each.query.sql, each.query.parameters),
                    )  # fmt: skip


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
    with st.popover(text("explorer.history"), icon=":material/history:", width="content"):
        asked = saved_queries.history(workspace)
        if not asked:
            st.caption(text("explorer.no_history"))
            return
        for place, each in enumerate(asked[:30]):
            outcome = (
                text("explorer.rows").format(rows=number(each.rows))
                if each.rows is not None
                else text("explorer.no_answer")
            )
            with st.container(border=True, gap="xsmall"):
                st.code(each.sql[:400], language="sql", wrap_lines=True)
                with st.container(horizontal=True, vertical_alignment="center"):
                    st.caption(f"{moment(each.asked_at)} UTC · {outcome}")
                    st.button(
                        text("shared.open"),
                        key=f"sql_again_{place}",
                        type="tertiary",
                        on_click=query_draft.put,
                        args=(each.sql,),
                    )
        st.button(
            text("explorer.forget_all"),
            key="sql_forget",
            on_click=forget_history,
            args=(workspace, actor()),
        )

"""Rename, merge and split categories: what was written goes along, and the change has a date."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from roi.numbers import number
from routing.errors import RouteCaseError
from store.taxonomies import TaxonomyVersion
from store.workspace import Workspace
from ui.shell import frame
from ui.shell.core_sentences import told
from ui.shell.session.actor import actor
from ui.shell.texts import plain, text
from usecases.taxonomy import category_changes


def show(workspace: Workspace, version: TaxonomyVersion | None) -> None:
    """The three changes, and what was changed so far with a way back."""
    names = category_changes.names(workspace, version)
    if not names:
        st.caption(text("taxonomy.empty"))
        return
    st.caption(text("taxonomy.changes"))
    with frame.row("halves", "_changes"):
        with st.container(border=True):
            _rename(workspace, names)
        with st.container(border=True):
            _merge(workspace, names)
        with st.container(border=True):
            _split(workspace, names)
    _history(workspace)


def _rename(workspace: Workspace, names: Sequence[str]) -> None:
    st.header(text("shared.rename"), anchor=False)
    old = st.selectbox(text("shared.category"), names, key="change_rename_old")
    new = st.text_input(text("shared.new_name"), key="change_rename_new").strip()
    if st.button(text("shared.rename"), key="change_rename", disabled=not new or new in names):
        _do(lambda: category_changes.rename(workspace, old, new, actor()))


def _merge(workspace: Workspace, names: Sequence[str]) -> None:
    st.header(text("taxonomy.merge"), anchor=False)
    old = st.multiselect(text("taxonomy.categories"), names, key="change_merge_old")
    new = st.text_input(text("taxonomy.their_name_from_now"), key="change_merge_new").strip()
    if st.button(text("taxonomy.merge"), key="change_merge", disabled=len(old) < 2 or not new):  # noqa: PLR2004
        _do(lambda: category_changes.merge(workspace, old, new, actor()))


def _split(workspace: Workspace, names: Sequence[str]) -> None:
    st.header(text("taxonomy.split"), anchor=False)
    old = st.selectbox(text("shared.category"), names, key="change_split_old")
    new = st.text_input(text("taxonomy.name_of_the_part"), key="change_split_new").strip()
    words = st.text_input(
        text("taxonomy.of_the_tickets_that_hold"), key="change_split_words"
    ).strip()
    found = category_changes.holding(workspace, old, words) if words else ()
    st.caption(
        text("taxonomy.tickets_of_hold_these_words").format(
            found=number(len(found)), old=plain(old)
        )
    )
    if st.button(
        text("taxonomy.split_off"), key="change_split", disabled=not (new and found) or new in names
    ):
        _do(lambda: category_changes.split_off(workspace, old, new, found, actor()))


def _history(workspace: Workspace) -> None:
    changes = category_changes.history(workspace)
    if not changes:
        return
    st.header(text("taxonomy.changes_so_far"), anchor=False)
    rows = [
        {
            text("shared.when_utc"): each.changed_at,
            text("taxonomy.change"): each.change,
            text("shared.from"): each.old_name,
            "To": each.new_name,
            "By": each.changed_by,
        }
        for each in reversed(changes)
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt=text("taxonomy.changes_of_categories"))
    changed = category_changes.changed_names(workspace)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        back = st.selectbox(
            text("taxonomy.take_back"), list(changed), index=None, key="change_back",
            format_func=lambda old: f"{old} → {changed[old]}",
        )  # fmt: skip
        if (
            st.button(text("shared.take_it_back"), key="change_back_go", disabled=back is None)
            and back
        ):
            _do(lambda: category_changes.take_back(workspace, back, actor()))


def _do(change: Callable[[], None]) -> None:
    try:
        change()
    except RouteCaseError as problem:
        st.error(told(problem))
        return
    st.rerun()

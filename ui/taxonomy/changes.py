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
    st.header("Rename", anchor=False)
    old = st.selectbox("Category", names, key="change_rename_old")
    new = st.text_input("New name", key="change_rename_new").strip()
    if st.button("Rename", key="change_rename", disabled=not new or new in names):
        _do(lambda: category_changes.rename(workspace, old, new, actor()))


def _merge(workspace: Workspace, names: Sequence[str]) -> None:
    st.header("Merge", anchor=False)
    old = st.multiselect("Categories", names, key="change_merge_old")
    new = st.text_input("Their name from now on", key="change_merge_new").strip()
    if st.button("Merge", key="change_merge", disabled=len(old) < 2 or not new):  # noqa: PLR2004
        _do(lambda: category_changes.merge(workspace, old, new, actor()))


def _split(workspace: Workspace, names: Sequence[str]) -> None:
    st.header("Split", anchor=False)
    old = st.selectbox("Category", names, key="change_split_old")
    new = st.text_input("Name of the part", key="change_split_new").strip()
    words = st.text_input("Of the tickets that hold", key="change_split_words").strip()
    found = category_changes.holding(workspace, old, words) if words else ()
    st.caption(f"{number(len(found))} tickets of {plain(old)} hold these words.")
    if st.button("Split off", key="change_split", disabled=not (new and found) or new in names):
        _do(lambda: category_changes.split_off(workspace, old, new, found, actor()))


def _history(workspace: Workspace) -> None:
    changes = category_changes.history(workspace)
    if not changes:
        return
    st.header("Changes so far", anchor=False)
    rows = [
        {
            "When (UTC)": each.changed_at, "Change": each.change, "From": each.old_name,
            "To": each.new_name, "By": each.changed_by,
        }
        for each in reversed(changes)
    ]  # fmt: skip
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Changes of categories")
    changed = category_changes.changed_names(workspace)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        back = st.selectbox(
            "Take back", list(changed), index=None, key="change_back",
            format_func=lambda old: f"{old} → {changed[old]}",
        )  # fmt: skip
        if st.button("Take it back", key="change_back_go", disabled=back is None) and back:
            _do(lambda: category_changes.take_back(workspace, back, actor()))


def _do(change: Callable[[], None]) -> None:
    try:
        change()
    except RouteCaseError as problem:
        st.error(str(problem))
        return
    st.rerun()

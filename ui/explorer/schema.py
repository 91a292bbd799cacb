"""The tables and views of the workspace, with what each column means."""

from __future__ import annotations

import streamlit as st

from store import explorer
from store.explorer import Column
from store.workspace import Workspace
from ui.shell.texts import plain


def show(workspace: Workspace) -> None:
    """One table or view at a time, chosen by name."""
    tables = {table.name: table for table in explorer.schema(workspace)}
    chosen = st.selectbox(
        "Tables and views", list(tables), key="sql_table",
        format_func=lambda name: f"{name} (view)" if tables[name].is_view else name,
        persist_state="session",
    )  # fmt: skip
    st.caption(plain(tables[chosen].says))
    with st.container(height=520, border=False, gap="small"):
        for column in tables[chosen].columns:
            st.markdown(_line(column))


def _line(column: Column) -> str:
    """Name and type of a column, and what it means below."""
    kind = column.type if len(column.type) <= 24 else f"{column.type[:23]}…"  # noqa: PLR2004
    name = column.name.replace("`", "'")
    return f"`{name}` :small[:gray[{plain(kind.lower())}]]  \n:small[{plain(column.says)}]"

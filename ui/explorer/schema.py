"""The tables and views of the workspace, with what each column means and holds."""

from __future__ import annotations

import streamlit as st

from store.explorer import saved_queries
from store.workspace import Workspace
from ui.explorer import column_list
from ui.shell.texts import plain, text
from usecases.queries.column_profile import profile_of_table


def show(workspace: Workspace) -> None:
    """One table or view at a time, chosen by name."""
    tables = {table.name: table for table in saved_queries.schema(workspace)}
    chosen = st.selectbox(
        text("explorer.tables_and_views"), list(tables), key="sql_table",
        format_func=lambda name: f"{name} (view)" if tables[name].is_view else name,
        persist_state="session",
    )  # fmt: skip
    table = tables[chosen]
    st.caption(plain(table.says))
    profiled = st.toggle(
        text("explorer.what_they_hold"),
        key="sql_profile",
        persist_state="session",
        help=text("explorer.profile"),
    )
    with st.container(height=520, border=False, gap="small"):
        profile = profile_of_table(workspace, chosen) if profiled else ()
        column_list.show([_table_itself(chosen), *column_list.of_table(table, profile)], "columns")


def _table_itself(name: str) -> dict[str, str]:
    return {"name": name, "type": "table", "says": text("explorer.insert")}

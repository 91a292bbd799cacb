"""The table of tickets that match, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from store import tickets
from store.runs import Run
from store.tickets import Filters
from store.workspace import Workspace
from ui.shell import tables
from ui.shell.core_sentences import told
from ui.shell.texts import text
from usecases.exploring.ticket_list import as_csv, matching, page_count, page_of

PAGER = 380


def browse(
    workspace: Workspace,
    filters: Filters,
    run: Run | None,
    order: Sequence[str] = tables.TICKET_ORDER,
) -> int | None:
    """Table and pages; the key of the ticket that was picked."""
    run_id = run.run_id if run else None
    found = matching(workspace, filters, run_id)
    pages = page_count(found)
    with st.container(horizontal=True, vertical_alignment="center"):
        decided = text("selection.decisions").format(title=told(run.title)) if run else ""
        matches = (
            text("selection.ticket_matches") if len(found) == 1 else text("selection.tickets_match")
        )
        st.caption(f"{len(found):,} {matches}{decided}")
        page = st.pagination(pages, key=f"page_{pages}", width=PAGER) if pages > 1 else 1
        st.download_button(
            "CSV", partial(as_csv, workspace, found, run_id), "tickets.csv", "text/csv",
            key="tickets_csv", icon=":material/download:", on_click="ignore",
            help=text("tickets.csv"), disabled=not len(found),
        )  # fmt: skip
    if not len(found):
        st.info(text("selection.no_ticket_matches_loosen"))
        return None
    shown = page_of(found, page)
    rows = tables.in_words(tickets.rows(workspace, shown, run_id))
    picked = st.dataframe(
        rows.dropna(axis="columns", how="all"), hide_index=True, column_order=order,
        column_config=tables.TICKETS, on_select="rerun", selection_mode="single-row",
        key="tickets_table", height=420, alt=text("shared.tickets"),
    )  # fmt: skip
    return _key(rows, picked.selection.rows)


def _key(frame: pd.DataFrame, rows: list[int]) -> int | None:
    return int(frame.iloc[rows[0]]["ticket_key"]) if rows and rows[0] < len(frame) else None

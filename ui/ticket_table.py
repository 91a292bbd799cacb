"""The table of tickets with its filters, all of them kept in the URL."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from store import tickets
from store.runs import Run
from store.tickets import Filters
from store.workspace import Workspace
from ui import columns, frame

PAGE_ROWS = 50
OUTCOMES = {
    "auto": "Auto-routed",
    "review": "In review",
    "unknown": "Unknown",
    "wrong": "Router differs from actual",
    "misroute": "Misroutes: auto-routed and wrong",
    "moved": "People put it elsewhere first",
    "failed": "Failed",
}


def browse(workspace: Workspace, run: Run | None) -> int | None:
    """Filters, table and pages; the key of the ticket that was picked."""
    filters = _filters(workspace, run)
    run_id = run.run_id if run else None
    found = tickets.count_matching(workspace, filters, run_id)
    pages = max(1, -(-found // PAGE_ROWS))
    count, pager = st.columns([4, 1], vertical_alignment="bottom")
    count.caption(f"{found:,} tickets match" + (f" · decisions of {run.title}" if run else ""))
    page = pager.number_input(f"Page of {pages:,}", 1, pages, key=f"page_{pages}")
    found_page = tickets.page(
        workspace, filters, run_id, most=PAGE_ROWS, skip=(int(page) - 1) * PAGE_ROWS
    )
    if found_page.empty:
        st.info("No ticket matches; loosen the filters.")
        return None
    shown = found_page.dropna(axis="columns", how="all")
    picked = st.dataframe(
        shown, hide_index=True, column_order=columns.TICKET_ORDER, column_config=columns.TICKETS,
        on_select="rerun", selection_mode="single-row", key="tickets_table", height=420,
        alt="Tickets",
    )  # fmt: skip
    return _key(found_page, picked.selection.rows)


def _key(frame: pd.DataFrame, rows: list[int]) -> int | None:
    return int(frame.iloc[rows[0]]["ticket_key"]) if rows and rows[0] < len(frame) else None


def _filters(workspace: Workspace, run: Run | None) -> Filters:
    choices = tickets.choices(workspace)
    with frame.row("filters"):
        words = st.text_input(
            "Search", key="q", bind="query-params", placeholder="Words or ticket id"
        )
        return Filters(
            text=words.strip() or None,
            outcome=_pick("Outcome", "outcome", OUTCOMES if run else {"moved": OUTCOMES["moved"]}),
            actual=_pick("Actual category", "actual", _same(choices["actual"])),
            predicted=_pick("Predicted", "predicted", _same([*choices["actual"], "Unknown"]))
            if run
            else None,
            first=_pick("First category", "first", _same(choices["first"])),
            channel=_pick("Channel", "channel", _same(choices["channel"])),
            language=_pick("Language", "language", _same(choices["language"])),
        )


def _pick(label: str, key: str, options: dict[str, str]) -> str | None:
    if not options:
        return None
    return st.selectbox(
        label, list(options), index=None, format_func=lambda value: options.get(value, value),
        key=key, bind="query-params", placeholder="Any",
    )  # fmt: skip


def _same(values: list[str]) -> dict[str, str]:
    return {value: value for value in values}

"""Who decided what, when, on which policy and router version."""

from __future__ import annotations

import io
from functools import partial
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import streamlit as st

from roi.numbers import number
from store.reviewing import review_figures
from store.reviewing.reviews import Verdict
from store.sandbox import files
from store.workspace import Workspace
from ui.shell import frame
from ui.shell.texts import text

SHOWN: Final = 500
VERDICTS: Final[dict[Verdict, str]] = {
    Verdict.CHOSEN: "Category chosen",
    Verdict.SPLIT: "Two problems",
    Verdict.SKIPPED: "Skipped",
    Verdict.NOTED: "Note",
    Verdict.SENT: "Sent to review",
    Verdict.UNDONE: "Taken back",
}
COLUMNS: Final[dict[str, Any]] = {
    "review_id": st.column_config.NumberColumn("No.", width="small", format="%d"),
    "reviewed_at": st.column_config.DatetimeColumn("When (UTC)", format="D MMM YYYY, HH:mm:ss"),
    "reviewer": "Who",
    "ticket_id": "Ticket",
    "verdict": "What",
    "category": "Category",
    "second_category": "Second problem",
    "note": "Note",
    "suggested": "Suggested",
    "confidence": st.column_config.NumberColumn("Confidence", format="%.2f"),
    "accepted": st.column_config.CheckboxColumn("As suggested"),
    "exported_category": "In the export",
    "review_reason": "Why a person",
    "origin": "From",
    "basis": "In view",
    "blind": st.column_config.CheckboxColumn("Second look"),
    "chance": st.column_config.NumberColumn("Drawn with chance", format="%.3f"),
    "run_id": st.column_config.NumberColumn("Run", format="%d"),
    "router": "Router",
    "fingerprint": "Router version",
    "policy_id": st.column_config.NumberColumn("Policy", format="%d"),
    "seconds": st.column_config.NumberColumn("Seconds", format="%.1f s"),
    "undoes": st.column_config.NumberColumn("Takes back no.", format="%d"),
    "undone_by": st.column_config.NumberColumn("Taken back by no.", format="%d"),
}


def show(workspace: Workspace) -> None:
    """The record of reviews with its filters, and all of it as a file."""
    with frame.row("filters", "_audit"):
        who = st.selectbox(
            text("review.who_label"),
            review_figures.reviewers(workspace),
            index=None,
            placeholder="Anybody",
            key="audit_who",
        )
        what = st.selectbox(
            text("review.what"), list(VERDICTS), index=None, placeholder="Anything",
            format_func=lambda verdict: VERDICTS[verdict], key="audit_what",
        )  # fmt: skip
        ticket = st.text_input(text("review.ticket_id"), key="audit_ticket").strip() or None
    read = partial(review_figures.audit, workspace, reviewer=who, verdict=what, ticket=ticket)
    found = read(most=SHOWN)
    st.caption(text("review.audit"))
    if found.empty:
        st.info(text("review.no_review_matches"))
        return
    shown = found.dropna(axis="columns", how="all").drop(columns="ticket_key")
    shown["verdict"] = [VERDICTS[Verdict(each)] for each in shown["verdict"]]
    st.dataframe(
        shown, hide_index=True, column_config=COLUMNS, alt="Reviews", height=460,
        placeholder="",
    )  # fmt: skip
    if len(found) == SHOWN:
        st.caption(f"The newest {number(SHOWN)}; the file holds all.")
    st.download_button(
        text("review.download_record_csv"), lambda: _csv(read()),
        f"reviews of {workspace.name}.csv", "text/csv", key="audit_csv",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _csv(record: pd.DataFrame) -> bytes:
    stream = io.StringIO(newline="")
    files.to_csv(pa.Table.from_pandas(record, preserve_index=False), stream)
    return stream.getvalue().encode("utf-8-sig")

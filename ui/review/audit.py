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
    Verdict.CHOSEN: text("review.category_chosen"),
    Verdict.SPLIT: text("review.two_problems"),
    Verdict.SKIPPED: text("review.skipped"),
    Verdict.NOTED: text("review.note_label"),
    Verdict.SENT: text("review.sent_to_review"),
    Verdict.UNDONE: text("review.taken_back"),
}
COLUMNS: Final[dict[str, Any]] = {
    "review_id": st.column_config.NumberColumn("No.", width="small", format="%d"),
    "reviewed_at": st.column_config.DatetimeColumn(
        text("shared.when_utc"), format="D MMM YYYY, HH:mm:ss"
    ),
    "reviewer": text("shared.who"),
    "ticket_id": text("shared.ticket"),
    "verdict": text("shared.what"),
    "category": text("shared.category"),
    "second_category": text("review.second_problem"),
    "note": text("review.note_label"),
    "suggested": text("review.suggested"),
    "confidence": st.column_config.NumberColumn(text("shared.confidence"), format="%.2f"),
    "accepted": st.column_config.CheckboxColumn(text("review.as_suggested")),
    "exported_category": text("review.in_the_export"),
    "review_reason": text("shared.why_a_person"),
    "origin": text("shared.from"),
    "basis": text("review.in_view"),
    "blind": st.column_config.CheckboxColumn(text("review.second_look")),
    "chance": st.column_config.NumberColumn(text("review.drawn_with_chance"), format="%.3f"),
    "run_id": st.column_config.NumberColumn(text("shared.run_label"), format="%d"),
    "router": text("shared.router"),
    "fingerprint": text("review.router_version"),
    "policy_id": st.column_config.NumberColumn(text("shared.policy"), format="%d"),
    "seconds": st.column_config.NumberColumn(text("review.seconds_label"), format="%.1f s"),
    "undoes": st.column_config.NumberColumn(text("review.takes_back_no"), format="%d"),
    "undone_by": st.column_config.NumberColumn(text("review.taken_back_by_no"), format="%d"),
}


def show(workspace: Workspace) -> None:
    """The record of reviews with its filters, and all of it as a file."""
    with frame.row("filters", "_audit"):
        who = st.selectbox(
            text("review.who_label"),
            review_figures.reviewers(workspace),
            index=None,
            placeholder=text("review.anybody"),
            key="audit_who",
        )
        what = st.selectbox(
            text("review.what"), list(VERDICTS), index=None, placeholder=text("review.anything"),
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
        shown, hide_index=True, column_config=COLUMNS, alt=text("review.reviews"), height=460,
        placeholder="",
    )  # fmt: skip
    if len(found) == SHOWN:
        st.caption(text("review.the_newest_the_file_holds_all").format(shown=number(SHOWN)))
    st.download_button(
        text("review.download_record_csv"), lambda: _csv(read()),
        text("review.reviews_of_csv").format(name=workspace.name), "text/csv", key="audit_csv",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _csv(record: pd.DataFrame) -> bytes:
    stream = io.StringIO(newline="")
    files.to_csv(pa.Table.from_pandas(record, preserve_index=False), stream)
    return stream.getvalue().encode("utf-8-sig")

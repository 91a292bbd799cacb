"""Where two runs disagree, ticket by ticket, side by side with the label."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from roi.numbers import number
from routing.evaluation.comparison import Disagreement
from store import decisions
from store.runs import Run
from store.workspace import Workspace
from ui.shell import frame
from ui.shell.texts import text
from ui.shell.tickets import ticket_view

MAX_SHOWN: Final = 500
SHOWN: Final = 5


def show(workspace: Workspace, first: Run, second: Run, found: Sequence[Disagreement]) -> None:
    """The commonest disagreements in words, then the tickets; a picked one opens below."""
    names = (
        text("shared.run").format(run_id=first.run_id),
        text("shared.run").format(run_id=second.run_id),
    )
    if not found:
        st.caption(text("compare.they_agree_every"))
        return
    for each in found[:SHOWN]:
        frame.tickets_link(
            text("compare.says_says_tickets").format(
                actual=each.actual,
                names=names[0],
                first=each.first,
                names_2=names[1],
                second=each.second,
                count=number(each.count),
            ),
            {"actual": each.actual, "predicted": each.first},
        )
    outcomes = {
        text("shared.any"): None,
        text("compare.only_right").format(names=names[0]): "first",
        text("compare.only_right").format(names=names[1]): "second",
        text("compare.neither_right"): "neither",
    }
    wanted = st.segmented_control(
        text("compare.tickets"),
        list(outcomes), default=text("shared.any"), key="compare_outcome", required=True,
        label_visibility="collapsed", bind="query-params",
    )  # fmt: skip
    rows = decisions.differing(
        workspace, first.run_id, second.run_id, outcomes.get(wanted), MAX_SHOWN
    )
    if rows.empty:
        st.caption(text("compare.there_no_such"))
        return
    picked = st.dataframe(
        rows, hide_index=True, column_config=_columns(*names), on_select="rerun", height=320,
        selection_mode="single-row", key="compare_tickets", alt=text("shared.disagreements"),
    )  # fmt: skip
    st.caption(
        text("compare.the_first_are_shown").format(max_shown=number(MAX_SHOWN))
        if len(rows) == MAX_SHOWN
        else text("compare.pick_a_row_to_read_it")
    )
    if (key := _key(rows, picked.selection.rows)) is not None:
        ticket_view.show(workspace, key)


def _columns(first: str, second: str) -> dict[str, Any]:
    return {
        "ticket_key": None,
        "id": st.column_config.TextColumn(text("shared.ticket"), width="small"),
        "subject": st.column_config.TextColumn(text("shared.subject"), width="medium"),
        "actual": st.column_config.TextColumn(text("shared.actual")),
        "first": st.column_config.TextColumn(first),
        "second": st.column_config.TextColumn(second),
        "first_confidence": st.column_config.NumberColumn(
            text("compare.first_is_sure").format(first=first), format="%.2f"
        ),
        "second_confidence": st.column_config.NumberColumn(
            text("compare.second_is_sure").format(second=second), format="%.2f"
        ),
    }


def _key(rows: pd.DataFrame, picked: Sequence[int]) -> int | None:
    return int(rows.iloc[picked[0]]["ticket_key"]) if picked and picked[0] < len(rows) else None

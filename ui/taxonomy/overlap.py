"""Categories that are taken for one another, from the confusions of a run."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import streamlit as st

from roi.numbers import in_percent, number
from routing.learning.category_overlap import Overlap, overlaps
from store.workspace import Workspace
from ui.shell import figure_texts, frame
from ui.shell.selection import newest_run
from ui.shell.texts import text
from usecases import run_figures

COLUMNS: Final[dict[str, Any]] = {
    "Taken for one another": st.column_config.NumberColumn(
        format="%.1f %%", help="Of all tickets of the two categories"
    ),
}
LINKED: Final = 3


def show(workspace: Workspace) -> None:
    """The pairs that overlap most, and their tickets."""
    run = newest_run(workspace)
    score = run_figures.score(workspace, run.run_id) if run else None
    if run is None or score is None:
        st.caption(text("topics.no_overlap"))
        return
    found = overlaps(score.evaluation.confusion)
    if not found:
        st.caption(f"No two categories were taken for one another in run {run.run_id}.")
        return
    st.markdown(text("topics.overlap"))
    st.dataframe(_table(found), hide_index=True, column_config=COLUMNS, alt="Overlap")
    st.caption(f"Measured on the labelled tickets of run {run.run_id}; intervals: Wilson.")
    for pair in found[:LINKED]:
        for actual, predicted, n in (
            (pair.first, pair.second, pair.there), (pair.second, pair.first, pair.back),
        ):  # fmt: skip
            if n:
                label = f"{actual} taken for {predicted}: {number(n)}"
                frame.tickets_link(label, {"actual": actual, "predicted": predicted})


def _table(found: list[Overlap]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Categories": f"{pair.first} and {pair.second}",
            "Taken for one another": in_percent(pair.share.value),
            "95 % interval": figure_texts.interval(pair.share),
            "Tickets": f"{number(pair.mistaken)} of {number(pair.share.n)}",
            "First taken for second": pair.there,
            "Second taken for first": pair.back,
        }
        for pair in found
    )

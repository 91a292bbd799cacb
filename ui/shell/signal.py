"""Whether a run says more than chance would: without that no saving may be claimed."""

from __future__ import annotations

import streamlit as st

from routing.evaluation.signal import Signal, label_signal
from store import baseline, runs
from store.runs import Run
from store.workspace import Workspace


def signal(workspace: Workspace, run: Run) -> Signal | None:
    """What the labelled tickets of a run say about their labels; None where there are none."""
    mark = baseline.state(workspace)
    return _signal(workspace, str(workspace.path), run.run_id, run.decided, mark)


@st.cache_data(max_entries=32, show_spinner=False)
def _signal(
    _workspace: Workspace, path: str, run_id: int, decided: int, mark: str
) -> Signal | None:
    del path, decided, mark
    frame = runs.labelled(_workspace, run_id)
    if frame.empty:
        return None
    groups = None if frame["near_group"].isna().any() else frame["near_group"].tolist()
    return label_signal(frame["actual"].tolist(), frame["predicted"].tolist(), groups)


def refusal(workspace: Workspace, run: Run | None) -> str | None:
    """Why no saving may be claimed from this run; None where one may."""
    found = signal(workspace, run) if run else None
    return found.sentence if found and found.follows is False else None


def warn(workspace: Workspace, run: Run) -> None:
    """Say it at the top of a screen when the labels do not follow the text."""
    if sentence := refusal(workspace, run):
        st.error(sentence)

"""The warning that labels do not follow the text, at the top of what rests on them."""

from __future__ import annotations

import streamlit as st

from store.runs import Run
from store.workspace import Workspace
from usecases.evaluation.label_signal import unrelated_labels


def warn(workspace: Workspace, run: Run) -> None:
    """Say it where the labels of a run do not follow its texts."""
    if sentence := unrelated_labels(workspace, run):
        st.error(sentence)

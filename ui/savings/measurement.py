"""The click that begins to measure an input of the case."""

from __future__ import annotations

from typing import Final

import streamlit as st

from roi.export.wording import words
from roi.inputs.assumptions import assumptions
from roi.risk.value_of_information import ASKED_OF_FINANCE, MEASURED_BY
from store.workspace import Workspace
from ui.shell import frame
from ui.shell.session.actor import actor
from ui.shell.texts import text
from usecases.business_case.measurements import begin

# Below this nobody would pay for knowing it better.
MIN_WORTH: Final = 1.0


def measure(workspace: Workspace, key: str, place: str) -> None:
    """The one click that begins to measure an input, and leads to where it goes on."""
    how = MEASURED_BY.get(key, ASKED_OF_FINANCE)
    label = str(words()["measure"][how])
    if st.button(label, key=f"measure_{place}_{key}", help=assumptions()[key].label):
        begin(workspace, how, actor())
        frame.open_tab(text(f"measure.page_{how}"), "savings_tab", text(f"measure.tab_{how}"))

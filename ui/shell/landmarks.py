"""Roles and tab stops that Streamlit's own markup lacks, put in beside every screen."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

SCRIPT: Final = Path(__file__).parents[1] / "assets" / "landmarks.js"
_component = st.components.v2.component(
    "routecase_landmarks", js=SCRIPT.read_text(encoding="utf-8")
)


def show() -> None:
    """Watch the page, and mend what is drawn; nothing is to be seen of it."""
    _component(key="landmarks")

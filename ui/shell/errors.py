"""What a user sees when something goes wrong: one plain sentence, never a traceback."""

from __future__ import annotations

import logging

import streamlit as st

from jobs import ExpectedError
from roi.errors import RoiError
from ui.shell.core_sentences import told
from ui.shell.texts import text

log = logging.getLogger(__name__)
UNEXPECTED = text("shared.this_screen_met_an_error_that")


def show(error: Exception) -> bool:
    """Show an error that reached the top of a screen; True, because it is dealt with."""
    if isinstance(error, ExpectedError | RoiError):
        st.error(told(error))
    else:
        log.error("screen failed", exc_info=error)
        st.error(UNEXPECTED)
    return True

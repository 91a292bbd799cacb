"""What a user sees when something goes wrong: one plain sentence, never a traceback."""

from __future__ import annotations

import logging

import streamlit as st

from jobs import ExpectedError
from roi.errors import RoiError
from ui.shell.texts import plain

log = logging.getLogger(__name__)
UNEXPECTED = (
    "This screen met an error that we did not expect. Nothing was lost; reload the page to go on. "
    "The details are in the server's log."
)


def show(error: Exception) -> bool:
    """Show an error that reached the top of a screen; True, because it is dealt with."""
    if isinstance(error, ExpectedError | RoiError):
        st.error(plain(str(error)))
    else:
        log.error("screen failed", exc_info=error)
        st.error(UNEXPECTED)
    return True

"""How long a reviewer had a ticket on screen, with breaks left out."""

from __future__ import annotations

import time
from typing import Final

import streamlit as st

# Longer than this nobody thinks about where a ticket belongs: the rest was a break.
MAX_LENGTH: Final = 180.0
_STATE: Final = "review_clock"


def begin(ticket_key: int) -> None:
    """The ticket is on screen; a redraw of the same one changes nothing."""
    running = st.session_state.get(_STATE)
    if running is None or running[0] != ticket_key:
        st.session_state[_STATE] = (ticket_key, time.monotonic())


def seconds(ticket_key: int) -> float | None:
    """Seconds since then, at most three minutes; None where it was not on screen."""
    running: tuple[int, float] | None = st.session_state.get(_STATE)
    if running is None or running[0] != ticket_key:
        return None
    return min(time.monotonic() - running[1], MAX_LENGTH)


def stop() -> None:
    """The ticket leaves the screen."""
    st.session_state.pop(_STATE, None)

"""The three patterns of the field, each with its picture, its guarantees and its latency here."""

from __future__ import annotations

from typing import Final

import streamlit as st

from roi.numbers import number
from service.storage.live_figures import LiveFigures
from ui.live.current_decisions import latency
from ui.shell import frame
from ui.shell.texts import text

PATTERNS: Final = {
    "direct": text("live.direct"),
    "queue": text("live.queue"),
    "hybrid": text("live.hybrid_with_a_person"),
}


def show(found: LiveFigures | None) -> None:
    """Choose a pattern; its picture, what it promises, how to start it, and what it took here."""
    chosen = st.segmented_control(
        text("live.pattern"), list(PATTERNS), format_func=PATTERNS.__getitem__, default="direct",
        key="live_pattern", required=True, label_visibility="collapsed",
    )  # fmt: skip
    with frame.row("halves", "_pattern"):
        with st.container():
            st.graphviz_chart(text(f"live.{chosen}_picture"))
        with st.container():
            st.markdown(text(f"live.{chosen}_guarantees"))
            st.markdown(_measured(str(chosen), found))
    st.code(text(f"live.{chosen}_commands"), language="sh")


def _measured(chosen: str, found: LiveFigures | None) -> str:
    took = None if found is None else found.direct if chosen == "direct" else found.queue
    if found is None or took is None:
        return text("live.not_measured")
    words = text("live.measured_in_the_last_hour_p50").format(took=latency(took), n=number(took.n))
    if chosen == "hybrid":
        words += text("live.of_wait_for_a_person").format(
            waiting=number(found.waiting), tickets=number(found.tickets)
        )
    return words

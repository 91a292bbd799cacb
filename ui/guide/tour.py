"""The tour: six screens with what there is to see on each."""

from __future__ import annotations

from typing import Final

import streamlit as st

from ui.shell import answer
from ui.shell.session.selection import switch_page
from ui.shell.texts import text

STEPS: Final = 6
STEP: Final = "tour_step"


def is_on() -> bool:
    """Whether this session is on the tour."""
    return STEP in st.session_state


def begin() -> None:
    """Go to the first step."""
    _go(1)


def show(page: str) -> None:
    """The card of the present step on its screen, a way back to it on any other."""
    step = st.session_state.get(STEP)
    if step is None:
        return
    with st.container(border=True, key="panel_open_tour"):
        if text(f"tour.page_{step}") != page:
            _elsewhere(step)
            return
        answer.draw(
            f'<div class="caption">{text("tour.step").format(step=step, steps=STEPS)}</div>'
            f'<div class="subject" style="margin:.1rem 0 .2rem">'
            f"{answer.escaped(text(f'tour.title_{step}'))}</div>"
            f'<div class="answer-sub">{answer.escaped(text(f"tour.text_{step}"))}</div>'
        )
        with st.container(horizontal=True):
            if step > 1 and st.button(
                text("tour.back"), key="tour_back", icon=":material/arrow_back:"
            ):
                _go(step - 1)
            if step < STEPS and st.button(
                text("tour.next"), key="tour_next", type="primary", icon=":material/arrow_forward:",
                icon_position="right",
            ):  # fmt: skip
                _go(step + 1)
            _end()


def _elsewhere(step: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            text("tour.the_tour_waits_at_step").format(step=step, steps=STEPS), width="stretch"
        )
        if st.button(text("tour.go_on"), key="tour_go_on"):
            _go(step)
        _end()


def _end() -> None:
    if st.button(text("tour.end"), key="tour_end", type="tertiary"):
        del st.session_state[STEP]
        st.rerun()


def _go(step: int) -> None:
    st.session_state[STEP] = step
    switch_page(text(f"tour.page_{step}"))

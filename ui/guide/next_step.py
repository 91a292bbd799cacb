"""The next step at the end of a screen."""

from __future__ import annotations

import streamlit as st

from ui.shell.session.selection import link
from ui.shell.texts import has_text, text


def show(page: str) -> None:
    """A link to the screen that comes next; nothing where a screen has its own."""
    if not has_text(f"next.{page}"):
        return
    with st.container(horizontal=True, key="next_step", vertical_alignment="center"):
        st.caption(text("tour.next_step"), width="content")
        st.page_link(
            f"../pages/{text(f'next.{page}_page')}.py", label=text(f"next.{page}"),
            icon=":material/arrow_forward:", query_params=link(),
        )  # fmt: skip

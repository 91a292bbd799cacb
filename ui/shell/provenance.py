"""Where a figure comes from, said beside every figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from ui.shell.core_sentences import translated
from usecases.provenance import Kind, Origin

SHAPES: Final[dict[Kind, str]] = {
    "measured": ":green[●]", "computed": ":blue[◆]", "assumed": ":orange[○]", "missing": ":gray[○]",
}  # fmt: skip


def card(
    label: str,
    value: str,
    origin: Origin,
    *,
    help: str | None = None,  # noqa: A002 - the name Streamlit uses
    trend: list[float] | None = None,
    fill: Callable[[], None] | None = None,
) -> None:
    """A figure on a card with its origin below it.

    Where there is no figure the card says why. fill: draws the way to get it.
    """
    with st.container(border=True, height="stretch", gap="xsmall"):
        if origin.kind == "missing":
            st.markdown(f":small[{_plain(label)}]", help=help)
            st.markdown(f":gray[{_plain(_words(origin))}]")
            if fill:
                fill()
            return
        st.metric(label, value, help=help, chart_data=trend, chart_type="area")
        chip(origin)


def chip(origin: Origin) -> None:
    """The origin of a figure in small print."""
    st.markdown(f"{SHAPES[origin.kind]} :small[:gray[{_plain(_words(origin))}]]")


def _words(origin: Origin) -> str:
    """The origin, each of its parts in the reader's language."""
    return " · ".join(map(translated, origin.label.split(" · ")))


def _plain(label: str) -> str:
    """No bracket of a note may end the markdown around it."""
    return label.replace("[", "(").replace("]", ")").replace("$", r"\$")

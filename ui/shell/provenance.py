"""Where a figure comes from, said beside every figure."""

from __future__ import annotations

from typing import Final

import streamlit as st

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
) -> None:
    """A figure on a card with its origin below it."""
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.metric(label, value, help=help, chart_data=trend, chart_type="area")
        chip(origin)


def chip(origin: Origin) -> None:
    """The origin of a figure in small print."""
    st.markdown(f"{SHAPES[origin.kind]} :small[:gray[{_plain(origin.label)}]]")


def _plain(label: str) -> str:
    """No bracket of a note may end the markdown around it."""
    return label.replace("[", "(").replace("]", ")").replace("$", r"\$")

"""The colours of the present theme, for what Streamlit does not colour by itself."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours as hex codes.

    series: for categories in order; scale: from little to much; on_scale: the font on
    it, where Plotly would not choose a readable one; good, bad: for outcomes.
    """

    text: str
    muted: str
    line: str
    paper: str
    series: tuple[str, ...]
    scale: tuple[str, ...]
    on_scale: dict[str, str]

    @property
    def primary(self) -> str:
        """The brand colour."""
        return self.series[0]

    @property
    def good(self) -> str:
        """Gains and right answers."""
        return self.series[1]

    @property
    def bad(self) -> str:
        """Losses and wrong answers."""
        return self.series[3]


def colours() -> Colours:
    """The colours of the theme that the browser shows now."""
    kind = st.context.theme.type or "light"
    return Colours(
        text=st.get_option(f"theme.{kind}.textColor"),
        muted="#5F6879" if kind == "light" else "#A0AABD",
        line=st.get_option(f"theme.{kind}.borderColor"),
        paper=st.get_option(f"theme.{kind}.backgroundColor"),
        series=tuple(st.get_option(f"theme.{kind}.chartCategoricalColors")),
        scale=_readable(kind, st.get_option(f"theme.{kind}.chartSequentialColors")),
        on_scale={"color": "#FFFFFF"} if kind == "dark" else {},
    )


def _readable(kind: str, scale: list[str]) -> tuple[str, ...]:
    """The dark scale without its palest end, on which white words could not be read."""
    return tuple(scale[:6]) if kind == "dark" else tuple(scale)

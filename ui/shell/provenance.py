"""Where a figure comes from: measured, computed or assumed, said beside every figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from routing.evaluation.intervals import Measured

Kind = Literal["measured", "computed", "assumed"]
COLOURS: dict[Kind, Literal["green", "blue", "orange"]] = {
    "measured": "green", "computed": "blue", "assumed": "orange",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure comes from; note: n and interval, the formula, or the source."""

    kind: Kind
    note: str

    @property
    def label(self) -> str:
        """The origin as one line."""
        return f"{self.kind} · {self.note}" if self.note else self.kind


def measured(figure: Measured | None, unit: str = "tickets") -> Origin:
    """The origin of a measured share, with its n and its 95 % interval."""
    if figure is None:
        return Origin("measured", "nothing to measure yet")
    note = f"n = {figure.n:,} {unit}"
    if figure.interval:
        low, high = 100 * figure.interval.low, 100 * figure.interval.high
        note += f" · 95 % interval {low:.1f}–{high:.1f} %".replace(" %", "\u00a0%")
    return Origin("measured", note)


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
    st.markdown(f":{COLOURS[origin.kind]}[●] :small[:gray[{_plain(origin.label)}]]")


def _plain(label: str) -> str:
    """No bracket of a note may end the markdown around it."""
    return label.replace("[", "(").replace("]", ")").replace("$", r"\$")

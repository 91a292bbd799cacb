"""Which tickets a screen is about; every choice stands in the address, so a link leads to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import streamlit as st

from routing.decision import ReviewKind
from store.runs import Run
from store.tickets import Filters
from store.workspace import Workspace
from ui.shell import frame
from ui.shell.texts import text
from usecases.ticket_list import attribute_values, filter_values

OUTCOMES: Final = {
    "moved": "People put it elsewhere first",
    "doubtful": "Label probably wrong",
}
OUTCOMES_OF_RUN: Final = {
    "auto": "Auto-routed",
    "review": "In review",
    "unknown": "Unknown",
    "wrong": "Router differs from actual",
    "misroute": "Misroutes: auto-routed and wrong",
    **{kind.value: f"Waits: {text(f'review.{kind.name}')}" for kind in ReviewKind},
}
MAX_LENGTH: Final = 200


def choose(
    workspace: Workspace, run: Run | None, outcomes: Mapping[str, str] | None = None
) -> Filters:
    """The row of filters; a filter that nothing could pass is left out.

    outcomes: what may have become of a ticket; {} where the screen itself decides on that.
    """
    found = filter_values(workspace)
    if outcomes is None:
        outcomes = (OUTCOMES_OF_RUN if run else {}) | OUTCOMES
    with frame.row("filters"):
        words = st.text_input(
            "Search", key="q", bind="query-params", max_chars=MAX_LENGTH,
            placeholder="Words or ticket id",
        )  # fmt: skip
        outcome = _pick("Outcome", "outcome", outcomes)
        actual = _pick("Actual category", "actual", _same(found["actual"]))
        predicted = _pick("Predicted", "predicted", _predictions(found, run))
        first = _pick("First category", "first", _same(found["first"]))
        channel = _pick("Channel", "channel", _same(found["channel"]))
        language = _pick("Language", "language", _same(found["language"]))
        attribute, value = _attribute(attribute_values(workspace))
        since, until = _day("Created from", "since"), _day("Created until", "until")
        least, most = _confidence() if run else (0.0, 1.0)
    return Filters(
        words.strip()[:MAX_LENGTH] or None, actual, predicted, first, channel, language, outcome,
        since, until, least if least > 0 else None, most if most < 1 else None,
        attribute=attribute, value=value,
    )  # fmt: skip


def _pick(label: str, key: str, options: Mapping[str, str]) -> str | None:
    if not options:
        return None
    return st.selectbox(
        label, list(options), index=None, format_func=lambda value: options.get(value, value),
        key=key, bind="query-params", placeholder="Any",
    )  # fmt: skip


def _attribute(found: Mapping[str, list[str]]) -> tuple[str | None, str | None]:
    """Another column of the export, and the value that is wanted in it."""
    name = _pick("Other column", "attribute", _same(list(found)))
    value = _pick(name, "value", _same(found.get(name, []))) if name else None
    return (name, value) if value is not None else (None, None)


def _day(label: str, key: str) -> date | None:
    return st.date_input(label, None, key=key, bind="query-params", format="YYYY-MM-DD")


def _confidence() -> tuple[float, float]:
    least, most = st.slider(
        "Confidence", 0.0, 1.0, (0.0, 1.0), 0.01, key="confidence", bind="query-params"
    )
    return least, most


def _predictions(found: Mapping[str, list[str]], run: Run | None) -> dict[str, str]:
    return _same([*found["actual"], "Unknown"]) if run else {}


def _same(values: list[str]) -> dict[str, str]:
    return {value: value for value in values}

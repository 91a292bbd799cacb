"""The fields that narrow the selection of tickets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from store.runs import Run
from store.tickets import Filters
from store.workspace import Workspace
from ui.shell import frame
from ui.shell.texts import text
from ui.shell.tickets import ticket_selection
from ui.shell.tickets.ticket_selection import OUTCOMES, OUTCOMES_OF_RUN
from usecases.exploring.selection import ATTRIBUTE, MAX_LENGTH, with_value
from usecases.exploring.ticket_list import attribute_values, filter_values


def choose(
    workspace: Workspace, run: Run | None, outcomes: Mapping[str, str] | None = None
) -> Filters:
    """The row of fields, and what is selected; a field that nothing could pass is left out.

    outcomes: what may have become of a ticket; {} where the screen itself decides on that.
    """
    found = filter_values(workspace)
    if outcomes is None:
        outcomes = (OUTCOMES_OF_RUN if run else {}) | OUTCOMES
    fields = _Fields(workspace, ticket_selection.current(workspace))
    with frame.row("filters"):
        fields.words()
        fields.pick(text("shared.outcome"), "outcome", outcomes)
        fields.pick(text("shared.actual_category"), "actual", _same(found["actual"]))
        fields.pick(
            text("shared.predicted"),
            "predicted",
            _same([*found["actual"], "Unknown"]) if run else {},
        )
        fields.pick(text("shared.first_category"), "first", _same(found["first"]))
        fields.pick(text("shared.channel"), "channel", _same(found["channel"]))
        fields.pick(text("shared.language"), "language", _same(found["language"]))
        for name, values in attribute_values(workspace).items():
            fields.pick(name, ATTRIBUTE + name, _same(values))
        fields.day(text("selection.created"), "since")
        fields.day(text("selection.created_until"), "until")
        if run:
            fields.confidence()
    return fields.chosen


class _Fields:
    """Fields that show the selection, and change it when a person does."""

    def __init__(self, workspace: Workspace, chosen: Filters) -> None:
        self.chosen = chosen
        self._workspace = workspace

    def words(self) -> None:
        st.session_state["q"] = self.chosen.text or ""
        st.text_input(
            text("selection.search"),
            key="q",
            max_chars=MAX_LENGTH,
            placeholder=text("selection.words_or_ticket_id"),
            on_change=self._take,
            args=("q",),
        )

    def pick(self, label: str, name: str, options: Mapping[str, str]) -> None:
        if not options:
            return
        value = self._value(name)
        # A link may name a value that is gone: it selects nothing, and can still be taken off.
        shown = options if value is None or value in options else {**options, value: value}
        st.session_state[name] = value
        st.selectbox(
            label, list(shown), index=None, format_func=lambda each: shown.get(each, each),
            key=name, placeholder=text("shared.any"), on_change=self._take, args=(name,),
        )  # fmt: skip

    def day(self, label: str, name: str) -> None:
        st.session_state[name] = self._value(name)
        st.date_input(
            label, None, key=name, format="YYYY-MM-DD", on_change=self._take, args=(name,)
        )

    def confidence(self) -> None:
        least, most = self.chosen.least, self.chosen.most
        st.session_state["confidence"] = (least or 0.0, 1.0 if most is None else most)
        st.slider(
            text("shared.confidence"),
            0.0,
            1.0,
            step=0.01,
            key="confidence",
            on_change=self._take_range,
        )

    def _value(self, name: str) -> Any:
        if name.startswith(ATTRIBUTE):
            return dict(self.chosen.attributes).get(name.removeprefix(ATTRIBUTE))
        return getattr(self.chosen, name)

    def _take(self, name: str) -> None:
        value = st.session_state[name]
        if isinstance(value, str):
            value = value.strip() or None
        ticket_selection.put(self._workspace, with_value(self.chosen, name, value))

    def _take_range(self) -> None:
        least, most = st.session_state["confidence"]
        changed = with_value(self.chosen, "least", least if least > 0 else None)
        changed = with_value(changed, "most", most if most < 1 else None)
        ticket_selection.put(self._workspace, changed)


def _same(values: list[str]) -> dict[str, str]:
    return {value: value for value in values}

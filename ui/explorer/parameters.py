"""A widget for every parameter of the query, in the type that it shall have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from store.sandbox.parameters import parameter_names
from store.workspace import Workspace
from ui.explorer import query_draft
from ui.shell import frame
from ui.shell.texts import text
from usecases.queries.vocabulary import values

KINDS: Final = {
    "values": text("explorer.values_found"),
    "text": text("shared.text"),
    "number": text("explorer.number"),
    "date": text("explorer.date"),
    "yes": text("explorer.yes_or_no"),
}


def fields(workspace: Workspace, sql: str) -> dict[str, dict[str, Any]]:
    """The widgets; by name the type and value of each."""
    names = parameter_names(sql)
    if not names:
        return {}
    given, known = query_draft.given(), values(workspace)
    with frame.row("filters", "_parameters"):
        return {name: _field(name, given.get(name, {}), known) for name in names}


def one_of(label: str, found: Sequence[str], value: str | None, key: str) -> str | None:
    """A list of the values found in the data, beginning with all of them; None for all."""
    options: list[Any] = [None, *found]
    if value not in options:
        options.insert(1, value)
    chosen: str | None = st.selectbox(
        label, options, options.index(value), key=key, persist_state="session",
        format_func=lambda each: text("explorer.all") if each is None else each,
    )  # fmt: skip
    return chosen


def _field(
    name: str, given: Mapping[str, Any], known: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """A parameter with the name of a column is offered the values of that column."""
    with st.container(gap="xsmall"):
        lists = name in known or given.get("type") == "values"
        kinds = [kind for kind in KINDS if kind != "values" or lists]
        first = str(given["type"]) if given.get("type") in kinds else kinds[0]
        kind = st.selectbox(
            text("explorer.type").format(name=name), kinds, kinds.index(first),
            format_func=KINDS.__getitem__, key=f"sql_type_{name}_{query_draft.version()}",
            label_visibility="collapsed", persist_state="session",
        )  # fmt: skip
        value = given.get("value") if given.get("type") == kind else None
        if kind == "values":
            key = f"sql_value_values_{name}_{query_draft.version()}"
            return {"type": kind, "value": one_of(rf"\${name}", known.get(name, ()), value, key)}
        return {"type": kind, "value": _widget(name, kind, value)}


def _widget(name: str, kind: str, value: Any) -> Any:
    label = rf"\${name}"
    key = f"sql_value_{kind}_{name}_{query_draft.version()}"
    if kind == "number":
        return st.number_input(label, value=float(value or 0), key=key, persist_state="session")
    if kind == "date":
        day = dt.date.fromisoformat(value) if value else dt.datetime.now(dt.UTC).date()
        chosen = st.date_input(label, day, key=key, persist_state="session")
        return (chosen or day).isoformat()
    if kind == "yes":
        return st.toggle(label, bool(value), key=key, persist_state="session")
    return st.text_input(label, str(value or ""), key=key, persist_state="session")

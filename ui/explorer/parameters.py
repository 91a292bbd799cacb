"""A widget for every parameter of the query, in the type that it shall have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from store.sandbox.parameters import parameter_names
from ui.explorer import query_draft
from ui.shell import frame

KINDS: Final = {"text": "Text", "number": "Number", "date": "Date", "yes": "Yes or no"}


def fields(sql: str) -> dict[str, dict[str, Any]]:
    """The widgets; by name the type and value of each."""
    names = parameter_names(sql)
    if not names:
        return {}
    given = query_draft.given()
    with frame.row("filters", "_parameters"):
        return {name: _field(name, given.get(name, {})) for name in names}


def _field(name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    with st.container(gap="xsmall"):
        kinds = list(KINDS)
        kind = st.selectbox(
            f"Type of ${name}", kinds, kinds.index(given.get("type", "text")),
            format_func=KINDS.__getitem__, key=f"sql_type_{name}_{query_draft.version()}",
            label_visibility="collapsed", persist_state="session",
        )  # fmt: skip
        value = given.get("value") if given.get("type") == kind else None
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

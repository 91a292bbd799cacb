"""The query on the screen: its text, and the link that leads to it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import streamlit as st

from store.explorer import saved_queries
from store.explorer.library import library
from store.explorer.saved_queries import SavedQuery
from store.workspace import Workspace
from usecases.queries.query_problem import QueryProblem
from usecases.queries.vocabulary import vocabulary

_PARTS: Final = Path(__file__).parent / "editor"
_component = st.components.v2.component(
    "routecase_sql_editor",
    html=(_PARTS / "editor.html").read_text(encoding="utf-8"),
    css=(_PARTS / "editor.css").read_text(encoding="utf-8"),
    # One module: the browser could not load a second one from here.
    js="\n".join(
        (_PARTS / name).read_text(encoding="utf-8") for name in ("completion.js", "editor.js")
    ),
)
OWN: Final = "own-"
FIRST: Final = "tickets_by_month"
KEYS: Final = ("query", "sql", "with")
MAX_LINK_LENGTH: Final = 6_000
MAX_LENGTH: Final = 100_000
_TEXT, _VERSION, _LINK = "sql_text", "sql_version", "sql_link"
_RUN_REQUESTED: Final = "sql_run_requested"
_GIVEN = "sql_given"
Values = Mapping[str, Mapping[str, Any]]


def edit(workspace: Workspace, fault: QueryProblem | None = None) -> str:
    """The editor; the text that stands in it.

    fault: why the text cannot run, to be marked at its place.
    """
    known = vocabulary(workspace)
    place = {"sql": sql(), "line": fault.line, "column": fault.column} if fault else None
    _component(
        key="sql_editor",
        data={
            "sql": sql(), "version": version(), "fault": place if fault and fault.line else None,
            "vocabulary": {
                "tables": {name: list(columns) for name, columns in known.tables.items()},
                "functions": list(known.functions),
                "values": {name: list(values) for name, values in known.values.items()},
            },
        },
        on_sql_change=_take_typed,
        on_run_change=_take_and_run,
    )  # fmt: skip
    return sql()


def sql() -> str:
    """The text of the editor."""
    return str(st.session_state.get(_TEXT, ""))


def put(text: str, given: Values | None = None) -> None:
    """Write another text into the editor; given: what its parameters start from."""
    st.session_state[_TEXT] = text[:MAX_LENGTH]
    st.session_state[_VERSION] = st.session_state.get(_VERSION, 0) + 1
    st.session_state[_GIVEN] = given or {}


def given() -> Values:
    """What the parameters of the text in the editor start from."""
    found: Values = st.session_state.get(_GIVEN, {})
    return found


def version() -> int:
    """How often another text was put into the editor: its widgets are other ones then."""
    return int(st.session_state.get(_VERSION, 0))


def run_requested() -> bool:
    """Whether Ctrl+Enter was pressed since this was last asked."""
    return bool(st.session_state.pop(_RUN_REQUESTED, False))


def open_link(workspace: Workspace) -> None:
    """Take in the query that the address names, once: `?query=…` or `?sql=…`. Nothing runs."""
    link = tuple(st.query_params.get(key) for key in KEYS)
    if link == st.session_state.get(_LINK) and _TEXT in st.session_state:
        return
    st.session_state[_LINK] = link
    name, text, values = link
    named = find(workspace, name or ("" if text else FIRST))
    if named:
        st.session_state["sql_named"] = name or FIRST
        put(named.sql, {**named.parameters, **read_values(values)})
    elif text or _TEXT not in st.session_state:
        put(text or "", read_values(values))


def find(workspace: Workspace, name: str) -> SavedQuery | None:
    """The query of that name: one of the library, or `own-N` for one of the workspace."""
    return everything(workspace).get(name)


def everything(workspace: Workspace) -> dict[str, SavedQuery]:
    """All saved queries by name, those of the workspace first."""
    own = {f"{OWN}{each.query_id}": each for each in saved_queries.saved(workspace)}
    return {**own, **library()}


def write_link(workspace: Workspace, chosen: Values) -> None:
    """Let the address lead to what is being asked: by name or with the whole text."""
    name = str(st.session_state.get("sql_named") or "")
    named = find(workspace, name)
    text = sql()
    values = json.dumps(chosen, separators=(",", ":"), ensure_ascii=False) if chosen else None
    if named and named.sql == text:
        link: tuple[str | None, ...] = (name, None, values)
    else:
        link = (None, text, values) if len(text) <= MAX_LINK_LENGTH else (None, None, None)
    for key, value in zip(KEYS, link, strict=True):
        if value:
            st.query_params[key] = value
        elif key in st.query_params:
            del st.query_params[key]
    st.session_state[_LINK] = link


def read_values(words: str | None) -> dict[str, dict[str, Any]]:
    """The parameters in an address; what is none of ours is left out.

    >>> read_values('{"n": {"type": "number", "value": 2}, "x": {"type": "odd", "value": 1}}')
    {'n': {'type': 'number', 'value': 2}}
    """
    try:
        found = json.loads(words or "{}")
        return {name: each for name, each in found.items() if _fits(each["type"], each["value"])}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def _fits(kind: Any, value: Any) -> bool:
    if kind == "number":
        return isinstance(value, int | float)
    if kind == "date":
        return bool(dt.date.fromisoformat(value))
    allowed = {("text", str), ("yes", bool), ("values", str), ("values", type(None))}
    return (kind, type(value)) in allowed


def _take_typed() -> None:
    _take(st.session_state["sql_editor"].sql)


def _take_and_run() -> None:
    _take(st.session_state["sql_editor"].run)
    st.session_state[_RUN_REQUESTED] = True


def _take(typed: Any) -> None:
    """Believe the browser, unless another text was put into the editor in the meantime."""
    if typed and typed.get("version") == version():
        st.session_state[_TEXT] = str(typed.get("text", ""))[:MAX_LENGTH]

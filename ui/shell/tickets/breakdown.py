"""Tickets by the values of each dimension, as lists of bars; a click on a value selects it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import streamlit as st

from roi.numbers import number, percent
from store.tickets import Filters
from store.workspace import Workspace
from ui.shell.texts import has_text, text
from ui.shell.tickets import ticket_selection
from usecases.exploring.dimensions import Breakdown
from usecases.exploring.selection import parts

MAX_VALUES: Final = 8
_FILE: Final = Path(__file__)
_component = st.components.v2.component(
    "routecase_breakdown",
    html='<div id="lists"></div>',
    css=_FILE.with_suffix(".css").read_text(encoding="utf-8"),
    js=_FILE.with_suffix(".js").read_text(encoding="utf-8"),
)


def show(
    workspace: Workspace, found: Sequence[Breakdown], filters: Filters, wrong: str, key: str
) -> None:
    """The lists side by side; `wrong` says what the shares are of."""
    chosen = {part.name: part.value for part in parts(filters)}
    lists = [_as_data(each, chosen.get(each.name)) for each in found]
    _component(
        key=key, data={"lists": lists, "wrong": wrong},
        on_picked_change=lambda: _picked(workspace, key),
    )  # fmt: skip


def _picked(workspace: Workspace, key: str) -> None:
    found: Any = st.session_state[key].picked
    if found:
        ticket_selection.toggle(workspace, {str(found["name"]): str(found["value"])})


def _title(found: Breakdown) -> str:
    """A column that every export has in words, another one by its name."""
    key = f"selection.{found.name}"
    return text(key) if has_text(key) else found.title


def _as_data(found: Breakdown, chosen: str | None) -> dict[str, Any]:
    most = max((count.share for count in found.counts), default=0.0)
    shown = found.counts[:MAX_VALUES]
    return {
        "name": found.name, "title": _title(found), "more": len(found.counts) - len(shown),
        "values": [
            {
                "value": count.value, "tickets": number(count.tickets),
                "share": percent(count.share), "length": count.share / most if most else 0.0,
                "chosen": count.value == chosen,
            }
            for count in shown
        ],
    }  # fmt: skip

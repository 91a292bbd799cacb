"""Ways as bands from where tickets started to where they belong; a click or a key selects one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import pandas as pd
import streamlit as st

from roi.numbers import locale
from ui.shell.texts import text

MAX_WAYS: Final = 20
KEY: Final = "flow_bands"
_FILE: Final = Path(__file__)
_component = st.components.v2.component(
    "routecase_flow_bands",
    html='<div id="bands" role="group"></div>',
    css=_FILE.with_suffix(".css").read_text(encoding="utf-8"),
    js=_FILE.with_suffix(".js").read_text(encoding="utf-8"),
)


def show(
    flows: pd.DataFrame, sides: tuple[str, str], own: Mapping[str, str], other: str,
    on_click: Callable[[str | None, str | None], None],
) -> None:  # fmt: skip
    """Draw the commonest ways.

    sides: what starts and finishes are. own: the colours of the categories; other: that of what is
    none of them. on_click: called with start and finish of a band, or with
    one of them where a category itself was clicked.
    """
    shown = flows.head(MAX_WAYS)
    names = {str(name) for side in ("start", "finish") for name in shown[side]}
    ways = shown[["start", "finish", "tickets"]].to_numpy(dtype=object).tolist()
    _component(
        key=KEY,
        data={"ways": [[str(a), str(b), int(n)] for a, b, n in ways], "sides": list(sides),
              "colours": {name: own.get(name, other) for name in names},
              "words": {name: text(f"misroutes.flow_{name}") for name in ("count", "all")},
              "language": locale.current().code},
        on_picked_change=lambda: _picked(on_click),
    )  # fmt: skip


def _picked(on_click: Callable[[str | None, str | None], None]) -> None:
    found: Any = st.session_state[KEY].picked
    if found:
        start, finish = found.get("start"), found.get("finish")
        on_click(None if start is None else str(start), None if finish is None else str(finish))

"""Columns with what they mean and hold; a click on a name writes it into the editor."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import streamlit as st

from roi.numbers import number, percent
from store.explorer.saved_queries import Table
from ui.shell.texts import text
from usecases.queries.column_profile import ColumnProfile, profile_of

_PARTS: Final = Path(__file__).parent / "columns"
_component = st.components.v2.component(
    "routecase_columns",
    html='<ul id="columns"></ul>',
    css=(_PARTS / "columns.css").read_text(encoding="utf-8"),
    js=(_PARTS / "columns.js").read_text(encoding="utf-8"),
)


def show(columns: Sequence[dict[str, Any]], key: str) -> None:
    """Draw the columns."""
    _component(key=key, data={"columns": list(columns)})


def of_result(table: pa.Table) -> list[dict[str, Any]]:
    """The columns of a result with their profiles."""
    return [_profiled(each) for each in profile_of(table)]


def of_table(table: Table, profile: Sequence[ColumnProfile]) -> list[dict[str, Any]]:
    """The columns of a table or view with their meanings, and with their profiles if there are."""
    known = {each.name: _profiled(each) for each in profile}
    return [
        {"name": c.name, "type": c.type.lower(), **known.get(c.name, {}), "says": c.says}
        for c in table.columns
    ]


def _profiled(each: ColumnProfile) -> dict[str, Any]:
    missing = (
        text("explorer.missing").format(missing_share=percent(each.missing_share))
        if each.missing
        else ""
    )
    different = (
        "1 value"
        if each.distinct == 1
        else text("explorer.values").format(distinct=number(each.distinct))
    )
    most = max((bar.share for bar in each.bars), default=1.0)
    return {
        "name": each.name, "type": each.type, "counts": f"{missing}{different}",
        "histogram": each.is_histogram,
        "bars": [
            {"label": bar.label, "share": percent(bar.share), "length": bar.share / (most or 1.0)}
            for bar in each.bars
        ],
    }  # fmt: skip

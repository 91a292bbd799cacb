"""Two or more runs on the same tickets: what the Compare screen shows of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from roi.numbers import in_percent
from store.runs import Run
from ui.route import prompt
from ui.shell.figure_texts import interval
from ui.shell.texts import named
from usecases.evaluation.comparison import RunComparison

PERCENT: Final = "%.1f %%"
RESULTS: Final[dict[str, Any]] = {
    "Accuracy": st.column_config.NumberColumn(format=PERCENT),
    "Auto-routed": st.column_config.NumberColumn(format=PERCENT),
    "Right when auto": st.column_config.NumberColumn(format=PERCENT),
    "Cost per 1,000": st.column_config.NumberColumn(format="$%.2f"),
    "Time a ticket": st.column_config.NumberColumn(format="%.2f s", help="Mean latency"),
}
DETAILS: Final[dict[str, Any]] = {
    "Macro F1": st.column_config.NumberColumn(
        format=PERCENT, help="Every category counts the same, however rare it is"
    ),
    "ECE": st.column_config.TextColumn(
        help="Expected calibration error as returned → calibrated on your labels, out of fold"
    ),
    "95th percentile": st.column_config.NumberColumn(format="%.2f s", help="Of the latency"),
}


def results(found: RunComparison) -> pd.DataFrame:
    """One row a run with its figures and how it differs from the first."""
    return pd.DataFrame(
        {
            "Run": entry.name,
            "Router": entry.run.router,
            "Accuracy": in_percent(entry.accuracy.value),
            "95 % interval": interval(entry.accuracy),
            "Auto-routed": in_percent(entry.auto.value),
            "Right when auto": in_percent(entry.auto_right.value) if entry.auto_right else None,
            "Cost per 1,000": entry.cost_per_1000,
            "Time a ticket": entry.latency_mean,
            "Worth its price": "yes" if i in found.best else "no",
        }
        for i, entry in enumerate(found.entries)
    )


def details(found: RunComparison) -> pd.DataFrame:
    """One row a run with the figures that need a word of explanation."""
    return pd.DataFrame(
        {
            "Run": entry.name,
            "Macro F1": in_percent(entry.macro_f1),
            "ECE": entry.calibration.in_words if entry.calibration else "–",
            "95th percentile": entry.latency_p95,
        }
        for entry in found.entries
    )


def differences(chosen: Sequence[Run]) -> pd.DataFrame:
    """The settings in which the runs differ, one row each; empty when they are the same."""
    asked = {
        f"Run {run.run_id}": {**_flat(run.settings), "taxonomy_id": run.taxonomy_id}
        for run in chosen
    }
    names = dict.fromkeys(name for each in asked.values() for name in each)
    rows = [
        {
            "Setting": named("setting", name),
            **{run: _said(each.get(name)) for run, each in asked.items()},
        }
        for name in names
    ]
    return pd.DataFrame(row for row in rows if len({*row.values()} - {row["Setting"]}) > 1)


def _flat(settings: Mapping[str, Any]) -> dict[str, Any]:
    """All settings side by side; of a prompt its version, which the Route screen shows in full."""
    found: dict[str, Any] = {}
    for name, value in settings.items():
        if name == "llm" and value:
            found |= _flat({**value, "prompt": prompt.in_words(value.get("prompt"))})
        elif isinstance(value, dict):
            found |= _flat(value)
        else:
            found[name] = value
    return found


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "–" if value is None or value == "" else str(value)

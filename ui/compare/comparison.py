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
from ui.shell.texts import named, text
from usecases.evaluation.comparison import RunComparison

PERCENT: Final = "%.1f %%"
RESULTS: Final[dict[str, Any]] = {
    text("shared.accuracy"): st.column_config.NumberColumn(format=PERCENT),
    text("shared.auto_routed"): st.column_config.NumberColumn(format=PERCENT),
    text("compare.right_when_auto"): st.column_config.NumberColumn(format=PERCENT),
    text("compare.cost_per_1_000"): st.column_config.NumberColumn(format="$%.2f"),
    text("compare.time_a_ticket"): st.column_config.NumberColumn(
        format="%.2f s", help=text("compare.mean_latency")
    ),
}
DETAILS: Final[dict[str, Any]] = {
    text("shared.macro_f1"): st.column_config.NumberColumn(
        format=PERCENT, help=text("shared.mean_of_categories_why")
    ),
    "ECE": st.column_config.TextColumn(help=text("compare.expected_calibration_error_as")),
    text("compare.n_95th_percentile"): st.column_config.NumberColumn(
        format="%.2f s", help=text("compare.of_the_latency")
    ),
}


def results(found: RunComparison) -> pd.DataFrame:
    """One row a run with its figures and how it differs from the first."""
    return pd.DataFrame(
        {
            text("shared.run_label"): entry.name,
            text("shared.router"): entry.run.router,
            text("shared.accuracy"): in_percent(entry.accuracy.value),
            "95 % interval": interval(entry.accuracy),
            text("shared.auto_routed"): in_percent(entry.auto.value),
            text("compare.right_when_auto"): in_percent(entry.auto_right.value)
            if entry.auto_right
            else None,
            text("compare.cost_per_1_000"): entry.cost_per_1000,
            text("compare.time_a_ticket"): entry.latency_mean,
            text("compare.worth_its_price"): "yes" if i in found.best else "no",
        }
        for i, entry in enumerate(found.entries)
    )


def details(found: RunComparison) -> pd.DataFrame:
    """One row a run with the figures that need a word of explanation."""
    return pd.DataFrame(
        {
            text("shared.run_label"): entry.name,
            text("shared.macro_f1"): in_percent(entry.macro_f1),
            "ECE": entry.calibration.in_words if entry.calibration else "–",
            text("compare.n_95th_percentile"): entry.latency_p95,
        }
        for entry in found.entries
    )


def differences(chosen: Sequence[Run]) -> pd.DataFrame:
    """The settings in which the runs differ, one row each; empty when they are the same."""
    asked = {
        text("shared.run").format(run_id=run.run_id): {
            **_flat(run.settings),
            "taxonomy_id": run.taxonomy_id,
        }
        for run in chosen
    }
    names = dict.fromkeys(name for each in asked.values() for name in each)
    rows = [
        {
            text("compare.setting"): named("setting", name),
            **{run: _shown(each.get(name)) for run, each in asked.items()},
        }
        for name in names
    ]
    return pd.DataFrame(
        row for row in rows if len({*row.values()} - {row[text("compare.setting")]}) > 1
    )


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


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "–" if value is None or value == "" else str(value)

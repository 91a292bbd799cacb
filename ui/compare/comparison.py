"""Two or more runs on the same tickets: what the Compare screen shows of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
import streamlit as st

from routing.evaluation.baselines import macro_f1_of
from routing.evaluation.comparison import Comparison, compare
from routing.evaluation.intervals import Measured, proportion
from routing.evaluation.pareto import pareto_front
from store import baseline, runs
from store.runs import Run
from store.workspace import Workspace
from ui.route import prompt
from ui.shell.texts import named

PERCENT: Final = "%.1f %%"
RESULTS: Final[dict[str, Any]] = {
    "Accuracy": st.column_config.NumberColumn(format=PERCENT),
    "Macro F1": st.column_config.NumberColumn(format=PERCENT),
    "Auto-routed": st.column_config.NumberColumn(format=PERCENT),
    "Right when auto": st.column_config.NumberColumn(format=PERCENT),
    "Cost per 1,000": st.column_config.NumberColumn(format="$%.2f"),
    "Time a ticket": st.column_config.NumberColumn(format="%.2f s", help="Mean latency"),
    "95th percentile": st.column_config.NumberColumn(format="%.2f s", help="Of the latency"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One run over the tickets that all runs of the contest have decided."""

    run: Run
    accuracy: Measured
    macro_f1: float
    auto: Measured
    auto_right: Measured | None
    cost_per_1000: float
    latency_mean: float
    latency_p95: float

    @property
    def name(self) -> str:
        """A short name for charts and columns."""
        return f"Run {self.run.run_id}"


@dataclass(frozen=True, slots=True)
class Contest:
    """The runs, the first of which is the one that the others are held against."""

    entries: Sequence[Entry]
    against_first: Sequence[Comparison]
    best: Sequence[int]

    @property
    def n(self) -> int:
        """Tickets that all have decided and whose actual category is known."""
        return self.entries[0].accuracy.n


def contest(workspace: Workspace, chosen: Sequence[Run]) -> Contest | None:
    """Hold runs against the first of them; None where they share no labelled ticket."""
    state = tuple((run.run_id, run.decided, run.policy_id) for run in chosen)
    return _contest(workspace, str(workspace.path), state, baseline.state(workspace), chosen)


@st.cache_data(max_entries=16, show_spinner="Comparing …")
def _contest(
    _workspace: Workspace,
    path: str,
    state: tuple[tuple[int, int, int | None], ...],
    labels: str,
    _chosen: Sequence[Run],
) -> Contest | None:
    del path, labels
    numbers = [number for number, _, _ in state]
    frame = runs.together(_workspace, numbers)
    if frame.empty:
        return None
    by_run = {number: rows for number, rows in frame.groupby("run_id")}  # noqa: C416 - typed so
    actual = by_run[numbers[0]]["actual"].tolist()
    predicted = {number: by_run[number]["predicted"].tolist() for number in numbers}
    totals = runs.totals_together(_workspace, numbers).to_dict("index")
    entries = [_entry(run, actual, predicted[run.run_id], totals[run.run_id]) for run in _chosen]
    front = pareto_front([e.cost_per_1000 for e in entries], [e.accuracy.value for e in entries])
    others = [compare(actual, predicted[n], predicted[numbers[0]]) for n in numbers[1:]]
    return Contest(entries, others, front)


def _entry(
    run: Run, actual: Sequence[str], predicted: Sequence[str], totals: Mapping[Any, Any]
) -> Entry:
    n, right = len(actual), sum(a == p for a, p in zip(actual, predicted, strict=True))
    accuracy, auto = proportion(right, n), proportion(int(totals["auto"]), n)
    if accuracy is None or auto is None:  # pragma: no cover - the contest has tickets
        raise ValueError(n)
    return Entry(
        run, accuracy, macro_f1_of(actual, predicted), auto,
        proportion(int(totals["auto_correct"]), int(totals["auto"])),
        1000 * float(totals["cost_usd"]) / n,
        float(totals["latency_mean"]), float(totals["latency_p95"]),
    )  # fmt: skip


def results(found: Contest) -> pd.DataFrame:
    """One row a run with its figures and how it differs from the first."""
    return pd.DataFrame(
        {
            "Run": entry.name,
            "Router": entry.run.router,
            "Accuracy": 100 * entry.accuracy.value,
            "95 % interval": _span(entry.accuracy),
            "Macro F1": 100 * entry.macro_f1,
            "Auto-routed": 100 * entry.auto.value,
            "Right when auto": 100 * entry.auto_right.value if entry.auto_right else None,
            "Cost per 1,000": entry.cost_per_1000,
            "Time a ticket": entry.latency_mean,
            "95th percentile": entry.latency_p95,
            "Worth its price": "yes" if i in found.best else "no",
        }
        for i, entry in enumerate(found.entries)
    )


def verdicts(found: Contest) -> list[str]:
    """How each other run differs from the first, in a sentence with interval and test."""
    first = found.entries[0].name
    return [
        f"**{entry.name}** is {versus.difference.in_words(first)}; only it is right on "
        f"{versus.only_first:,} tickets, only {first} on {versus.only_second:,} "
        f"(McNemar's exact test: p = {versus.mcnemar_p:.3g})."
        for entry, versus in zip(found.entries[1:], found.against_first, strict=True)
    ]


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


def _span(figure: Measured) -> str:
    between = figure.interval
    return f"{100 * between.low:.1f}–{100 * between.high:.1f} %" if between else "–"

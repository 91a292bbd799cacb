"""Two or more runs on the same tickets: which is better, by how much, at what price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from roi.numbers import number, p_value
from roi.numbers.language import phrase
from routing.evaluation.baselines import macro_f1_of
from routing.evaluation.comparison import Comparison, compare
from routing.evaluation.pareto import pareto_front
from routing.evaluation.statistics.intervals import Measured, proportion
from store import decisions, runs
from store.runs import Run
from store.workspace import Workspace
from usecases.cache import kept_by_revision
from usecases.evaluation.calibration import RunCalibration, run_calibration
from usecases.evaluation.differences import in_words


@dataclass(frozen=True, slots=True)
class Entry:
    """One run over the tickets that all runs of the comparison have decided.

    Cost in US dollars, latency in seconds. calibration: on all labelled tickets of the run, None
    where there are too few.
    """

    run: Run
    accuracy: Measured
    macro_f1: float
    auto: Measured
    auto_right: Measured | None
    cost_per_1000: float
    latency_mean: float
    latency_p95: float
    calibration: RunCalibration | None = None

    @property
    def name(self) -> str:
        """A short name for charts and columns."""
        return f"Run {self.run.run_id}"


@dataclass(frozen=True, slots=True)
class RunComparison:
    """The runs, the first of which is the one that the others are held against.

    best: positions of those on the Pareto front of cost and accuracy.
    """

    entries: Sequence[Entry]
    against_first: Sequence[Comparison]
    best: Sequence[int]

    @property
    def n(self) -> int:
        """Tickets that all have decided and whose actual category is known."""
        return self.entries[0].accuracy.n

    @property
    def verdicts(self) -> list[str]:
        """How each other run differs from the first, in a sentence with interval and test."""
        first = self.entries[0].name
        return [
            phrase(
                "compared",
                name=entry.name,
                difference=in_words(versus.difference, first),
                only=number(versus.only_first),
                first=first,
                other=number(versus.only_second),
                p=p_value(versus.mcnemar_p),
            )
            for entry, versus in zip(self.entries[1:], self.against_first, strict=True)
        ]


@kept_by_revision
def compare_runs(workspace: Workspace, run_ids: tuple[int, ...]) -> RunComparison | None:
    """Hold runs against the first of them; None where they share no labelled ticket."""
    frame = decisions.together(workspace, run_ids)
    if frame.empty:
        return None
    by_run = {number: rows for number, rows in frame.groupby("run_id")}  # noqa: C416 - typed so
    actual = by_run[run_ids[0]]["actual"].tolist()
    predicted = {number: by_run[number]["predicted"].tolist() for number in run_ids}
    totals = decisions.totals_together(workspace, run_ids).to_dict("index")
    entries = [
        _entry(
            runs.one(workspace, number),
            actual,
            predicted[number],
            totals[number],
            run_calibration(workspace, number),
        )
        for number in run_ids
    ]
    front = pareto_front([e.cost_per_1000 for e in entries], [e.accuracy.value for e in entries])
    groups = decisions.text_groups(by_run[run_ids[0]])
    others = [compare(actual, predicted[n], predicted[run_ids[0]], groups) for n in run_ids[1:]]
    return RunComparison(entries, others, front)


def _entry(
    run: Run,
    actual: Sequence[str],
    predicted: Sequence[str],
    totals: Mapping[Any, Any],
    calibration: RunCalibration | None,
) -> Entry:
    n, right = len(actual), sum(a == p for a, p in zip(actual, predicted, strict=True))
    accuracy, auto = proportion(right, n), proportion(int(totals["auto"]), n)
    if accuracy is None or auto is None:  # pragma: no cover - the comparison has tickets
        raise ValueError(n)
    return Entry(
        run, accuracy, macro_f1_of(actual, predicted), auto,
        proportion(int(totals["auto_correct"]), int(totals["auto"])),
        1000 * float(totals["cost_usd"]) / n,
        float(totals["latency_mean"]), float(totals["latency_p95"]), calibration,
    )  # fmt: skip

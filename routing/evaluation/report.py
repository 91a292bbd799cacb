"""The classification report as a table to take away."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from routing.evaluation.metrics import CategoryMetrics, Evaluation
from routing.evaluation.statistics.intervals import Measured
from routing.spreadsheet import harmless

COLUMNS: Final = (
    "category", "precision", "precision_low", "precision_high", "recall", "recall_low",
    "recall_high", "f1", "f1_low", "f1_high", "support",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line of the report; None where a figure is not defined."""

    name: str
    precision: Measured | None
    recall: Measured | None
    f1: Measured | None
    support: int


def classification_report(result: Evaluation) -> tuple[ReportLine, ...]:
    """A line per category, then accuracy, macro and weighted average, as scikit-learn has them.

    The averages leave out what is not defined (`zero_division=nan` in scikit-learn) and categories
    without a ticket.
    """
    lines = [
        ReportLine(c.category, c.precision, c.recall, c.f1, c.support) for c in result.per_category
    ]
    accuracy = ReportLine("accuracy", None, None, result.accuracy, result.n)
    macro = _average("macro avg", result, result.macro_f1, weighted=False)
    weighted = _average("weighted avg", result, result.weighted_f1, weighted=True)
    return (*lines, accuracy, macro, weighted)


def as_csv(lines: Iterable[ReportLine]) -> str:
    """The report as CSV with intervals; no category name can act as a spreadsheet formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in lines:
        figures = (x for f in (line.precision, line.recall, line.f1) for x in _cells(f))
        writer.writerow([harmless(line.name), *figures, line.support])
    return out.getvalue()


def _average(name: str, result: Evaluation, f1: Measured, *, weighted: bool) -> ReportLine:
    def mean(figures: Iterable[tuple[Measured | None, CategoryMetrics]]) -> Measured | None:
        known = [
            (f.value, c.support if weighted else 1)
            for f, c in figures
            if f is not None and (c.support or weighted)
        ]
        if not any(weight for _, weight in known):  # then scikit-learn takes the plain mean
            known = [(value, 1) for value, _ in known]
        total, weights = sum(v * weight for v, weight in known), sum(w for _, w in known)
        return Measured(total / weights, result.n) if weights else None

    precision = mean((c.precision, c) for c in result.per_category)
    recall = mean((c.recall, c) for c in result.per_category)
    return ReportLine(name, precision, recall, f1, result.n)


def _cells(figure: Measured | None) -> tuple[str, str, str]:
    if figure is None:
        return "", "", ""
    if figure.interval is None:
        return repr(figure.value), "", ""
    return repr(figure.value), repr(figure.interval.low), repr(figure.interval.high)

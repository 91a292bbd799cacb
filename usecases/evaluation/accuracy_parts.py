"""Where a run is right: accuracy by parts of the tickets, and what its confidences mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from routing.evaluation.calibration import Method, calibrate_out_of_fold, label_folds
from routing.evaluation.reliability import Reliability, reliability
from routing.evaluation.slices.slices import LENGTH_LABELS, LENGTHS, Slice, slices
from store import decisions
from store.tickets import EVERY_TICKET, Filters
from store.workspace import Workspace
from usecases.cache import kept_by_revision
from usecases.evaluation.evidence import evidence
from usecases.exploring.dimensions import breakdowns

MIN_TICKETS: Final = 30
MAX_VALUES: Final = 30
DIMENSIONS: Final = ("Month", "Channel", "Language", "Length")


@kept_by_revision
def accuracy_by_part(
    workspace: Workspace, run_id: int, filters: Filters = EVERY_TICKET
) -> Mapping[str, Sequence[Slice]]:
    """Accuracy by month, channel, language, length and every other column that the export has."""
    frame = decisions.sliced(workspace, run_id, [below for below, _ in LENGTHS], filters)
    frame["Length"] = [LENGTH_LABELS[reached] for reached in frame["Length"]]
    known = [name for name in DIMENSIONS if frame[name].notna().any()]
    parts = {name: slices(name, _counts(frame, name)) for name in known}
    for each in breakdowns(workspace, filters, run_id, "decided"):
        counts: dict[str | None, tuple[int, int]]
        counts = {c.value: (c.tickets, c.tickets - c.wrong) for c in each.counts[:MAX_VALUES]}
        parts.setdefault(each.title, slices(each.title, counts))
    return parts


@kept_by_revision
def confidence_reliability(
    workspace: Workspace, run_id: int, method: Method
) -> Mapping[str, Reliability]:
    """How far confidences mean what they say: the router's own, and fitted out of fold.

    Empty where there are too few tickets to say it.
    """
    found = evidence(workspace, run_id)
    if found is None:
        return {}
    placed = found.placed
    confidence, correct = found.confidence[placed], found.correct[placed]
    if confidence.size < MIN_TICKETS:
        return {}
    folds = label_folds(found.n, found.groups)[placed]
    calibrated = calibrate_out_of_fold(confidence, correct, folds, method)
    own = "Calibrated by the router" if found.calibrated else "Raw, as the router gives it"
    return {
        own: reliability(confidence, correct),
        f"Calibrated here ({method}), each ticket by others": reliability(calibrated, correct),
    }


def _counts(frame: pd.DataFrame, name: str) -> dict[str | None, tuple[int, int]]:
    """Of each value the tickets, and how many of them were right."""
    sums = frame.groupby(name, dropna=False)[["tickets", "correct"]].sum()
    return {
        None if pd.isna(value) else str(value): (int(n), int(right))
        for value, n, right in zip(sums.index, sums["tickets"], sums["correct"], strict=True)
    }

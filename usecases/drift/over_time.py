"""What is watched, day by day, week by week or month by month, beside the reference."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import sqrt
from typing import Any, Final, cast

import pandas as pd

from routing.evaluation.statistics.intervals import LEVEL, normal_quantile, poisson, wilson
from routing.targets import Metric
from routing.taxonomy import UNKNOWN
from store.drift import watch
from store.drift.watch import Period
from store.workspace import Workspace
from usecases.cache import kept_by_revision
from usecases.evaluation.figures import kpis

MIN_TICKETS: Final = 2
MIN_WEEKS: Final = 4
NO_LANGUAGE: Final = "not told"


class Watched(StrEnum):
    """What can be looked at over time."""

    VOLUME = "volume"
    CATEGORY = "category"
    CONFIDENCE = "confidence"
    COVERAGE = "coverage"
    UNKNOWN = "unknown"
    LENGTH = "length"
    LANGUAGE = "language"
    ACCURACY = "accuracy"
    PRECISION = "precision"
    MOVED = "moved"
    SECONDS = "seconds"
    COST = "cost"


SHARES: Final = frozenset({
    Watched.CATEGORY, Watched.CONFIDENCE, Watched.COVERAGE, Watched.UNKNOWN, Watched.LANGUAGE,
    Watched.ACCURACY, Watched.PRECISION, Watched.MOVED,
})  # fmt: skip
# What is true of how many of what, and of what a mean is taken in which unit.
PROPORTIONS: Final = {
    Watched.COVERAGE: ("auto", "tickets"), Watched.ACCURACY: ("correct", "labelled"),
    Watched.PRECISION: ("correct_auto", "labelled_auto"), Watched.MOVED: ("moved", "settled"),
}  # fmt: skip
MEANS: Final = {
    Watched.CONFIDENCE: ("confidence", "tickets", 1.0), Watched.LENGTH: ("length", "tickets", 1.0),
    Watched.SECONDS: ("seconds", "answered", 1.0), Watched.COST: ("cost", "answered", 1_000.0),
}  # fmt: skip
TARGETS: Final[Mapping[Watched, Metric]] = {
    Watched.COVERAGE: "manual_triage_cut", Watched.PRECISION: "precision",
    Watched.ACCURACY: "accuracy", Watched.SECONDS: "seconds_to_route",
    Watched.COST: "cost_per_1000",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of one period with its 95 % interval, from n tickets; at: None for the reference."""

    at: datetime | None
    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Course:
    """A figure over time. reference: the same in the reference; target: what was promised."""

    watched: Watched
    points: tuple[Point, ...]
    reference: Point | None
    target: float | None

    def frame(self) -> pd.DataFrame:
        """One row a period: at, value, low, high, n."""
        return pd.DataFrame(
            [(p.at, p.value, p.low, p.high, p.n) for p in self.points],
            columns=["at", "value", "low", "high", "n"],
        )


Figure = Callable[[pd.DataFrame], tuple[float, float, float, int] | None]


def course(workspace: Workspace, watched: Watched, period: Period, subject: str = "") -> Course:
    """A figure over time; subject: the category or language it is about."""
    found = _periods(workspace, period)
    figure = _figure(watched, subject)
    points, reference = [], None
    for at, rows in found:
        value = figure(rows)
        if value is None:
            continue
        if at is None:
            reference = Point(None, *value)
        else:
            points.append(Point(at, *value))
    if watched is Watched.VOLUME:
        points = points[:-1] or points  # the newest day, week or month is not over
        reference = reference and _per_period(workspace, reference, period)
    return Course(watched, tuple(points), reference, _target(workspace, watched))


def usual_period(workspace: Workspace) -> Period:
    """Weeks where there are some; days before that."""
    weeks = sum(at is not None for at, _ in _periods(workspace, "week"))
    return "week" if weeks >= MIN_WEEKS else "day"


def subjects(workspace: Workspace, watched: Watched) -> list[str]:
    """The categories or languages there are to choose from, the commonest first."""
    if watched not in (Watched.CATEGORY, Watched.LANGUAGE):
        return []
    rows = [each for at, each in _periods(workspace, "month") if at is not None]
    if not rows:
        return []
    every = pd.concat(rows)
    names = every[watched.value].fillna(NO_LANGUAGE)
    return every.groupby(names)["tickets"].sum().sort_values(ascending=False).index.tolist()


@kept_by_revision
def _periods(
    workspace: Workspace, period: Period
) -> Sequence[tuple[datetime | None, pd.DataFrame]]:
    found = watch.by_period(workspace, period)
    return [
        (None if pd.isna(cast("Any", at)) else cast("pd.Timestamp", at).to_pydatetime(), rows)
        for at, rows in found.groupby("start", dropna=False)
    ]


def _figure(watched: Watched, subject: str) -> Figure:
    """How the figure is found in the rows of a period."""
    if watched in PROPORTIONS:
        return lambda rows: _proportion(rows, *PROPORTIONS[watched])
    if watched in MEANS:
        return lambda rows: _mean(rows, *MEANS[watched])
    if watched is Watched.UNKNOWN:
        return lambda rows: _share(rows[rows["category"] == UNKNOWN], rows)
    if watched is Watched.VOLUME:
        return _count
    return lambda rows: _share(rows[rows[watched.value].fillna(NO_LANGUAGE) == subject], rows)


def _count(rows: pd.DataFrame) -> tuple[float, float, float, int]:
    """A count with the interval of the rate behind it."""
    n = int(rows["tickets"].sum())
    ends = poisson(n)
    return float(n), ends.low, ends.high, n


def _share(part: pd.DataFrame, whole: pd.DataFrame) -> tuple[float, float, float, int] | None:
    return _wilson(float(part["tickets"].sum()), int(whole["tickets"].sum()))


def _proportion(rows: pd.DataFrame, hits: str, n: str) -> tuple[float, float, float, int] | None:
    return _wilson(float(rows[hits].sum()), int(rows[n].sum()))


def _wilson(hits: float, n: int) -> tuple[float, float, float, int] | None:
    if not n:
        return None
    ends = wilson(hits, n)
    return hits / n, ends.low, ends.high, n


def _mean(
    rows: pd.DataFrame, name: str, of: str, scale: float = 1.0
) -> tuple[float, float, float, int] | None:
    """A mean with its normal interval, from sums and sums of squares."""
    n = int(rows[of].sum())
    if n < MIN_TICKETS:
        return None
    mean = float(rows[name].sum()) / n
    variance = max(0.0, float(rows[f"{name}_squared"].sum()) / n - mean**2) * n / (n - 1)
    half = _z() * sqrt(variance / n)
    return scale * mean, scale * (mean - half), scale * (mean + half), n


def _per_period(workspace: Workspace, reference: Point, period: Period) -> Point | None:
    """The volume of the reference as of one period, by the days it spans."""
    days = watch.reference_days(workspace)
    if not days:
        return None
    share = {"day": 1.0, "week": 7.0, "month": 30.4}[period] / days
    return Point(None, reference.value * share, reference.low * share, reference.high * share,
                 reference.n)  # fmt: skip


def _target(workspace: Workspace, watched: Watched) -> float | None:
    metric = TARGETS.get(watched)
    return next((kpi.target for kpi in kpis(workspace) if kpi.metric == metric), None)


def _z() -> float:
    return normal_quantile(0.5 + LEVEL / 2)

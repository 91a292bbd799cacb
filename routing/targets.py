"""Measurable targets: what a desk promises itself from routing, held against what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from routing.errors import TaxonomyError

Metric = Literal["manual_triage_cut", "seconds_to_route", "precision", "accuracy", "cost_per_1000"]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a target is about.

    label: how a person says it, the target following.
    unit: `share` (0 to 1), `s` or `USD`.
    at_least: whether larger is better.
    """

    label: str
    unit: Literal["share", "s", "USD"]
    at_least: bool
    how: str


KINDS: Final[Mapping[Metric, Kind]] = {
    "manual_triage_cut": Kind("Cut manual triage by", "share", True, "share auto-routed"),  # noqa: FBT003
    "seconds_to_route": Kind("Route a ticket in under", "s", False, "95th percentile of latency"),  # noqa: FBT003
    "precision": Kind("Auto-route correctly", "share", True, "accuracy among the auto-routed"),  # noqa: FBT003
    "accuracy": Kind("Name the right category", "share", True, "accuracy over all tickets"),  # noqa: FBT003
    "cost_per_1000": Kind("Spend per 1,000 tickets under", "USD", False, "cost of the answers"),  # noqa: FBT003
}


@dataclass(frozen=True, slots=True)
class Kpi:
    """One target: a metric and the value to reach."""

    metric: Metric
    target: float

    def __post_init__(self) -> None:
        if self.metric not in KINDS:
            raise TaxonomyError(
                f'The KPI metric "{self.metric}" is unknown; use {", ".join(KINDS)}.'
            )
        top = 1.0 if KINDS[self.metric].unit == "share" else float("inf")
        if not 0 < self.target <= top:
            raise TaxonomyError(
                f"{KINDS[self.metric].label}: the target {self.target:g} is not possible."
            )

    @property
    def kind(self) -> Kind:
        """What the target is about."""
        return KINDS[self.metric]

    @property
    def sentence(self) -> str:
        """The target as a person says it.

        >>> Kpi("manual_triage_cut", 0.8).sentence, Kpi("seconds_to_route", 30).sentence
        ('Cut manual triage by 80 %', 'Route a ticket in under 30 s')
        """
        return f"{self.kind.label} {in_unit(self.target, self.kind.unit)}"

    def met(self, measured: float | None) -> bool | None:
        """Whether the measured value reaches the target; None when nothing was measured.

        >>> Kpi("seconds_to_route", 30).met(2.5), Kpi("precision", 0.95).met(0.9)
        (True, False)
        """
        if measured is None:
            return None
        return measured >= self.target if self.kind.at_least else measured < self.target


DEFAULTS: Final = (
    Kpi("manual_triage_cut", 0.8),
    Kpi("seconds_to_route", 30),
    Kpi("precision", 0.95),
)


def from_records(records: Sequence[Mapping[str, Any]]) -> tuple[Kpi, ...]:
    """KPIs from what JSON or TOML holds: metric and target."""
    return tuple(Kpi(record["metric"], float(record["target"])) for record in records)


def in_unit(value: float, unit: str) -> str:
    """A value with its unit: `80 %`, `2.5 s`, `$0.40`."""
    if unit == "share":
        return f"{100 * value:.3g} %"
    return f"{value:.3g} s" if unit == "s" else f"${value:,.2f}"

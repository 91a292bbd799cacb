"""What a drift costs a month: the business case with the shares of before and with those of now."""

from __future__ import annotations

from dataclasses import dataclass

from roi.results.case import case
from roi.scenarios.scenario import Scenario
from roi.units import MONTHS_A_YEAR
from routing.evaluation.drift.alarm import Alarm, Kind
from routing.evaluation.statistics.intervals import Measured
from store.runs import Run
from store.workspace import Workspace
from usecases.business_case.claim import Refusal, business_case
from usecases.evaluation.routed_now import Shares, in_reference, since


@dataclass(frozen=True, slots=True)
class MonthlyCost:
    """Net savings a month that are lost; negative where more is saved than before.

    low, high: with coverage and precision at the ends of their 95 % intervals.
    """

    value: float
    low: float
    high: float
    currency: str


def monthly_cost(workspace: Workspace, run: Run | None, alarm: Alarm) -> MonthlyCost | str:
    """What has changed since the alarm began costs a month, or why that cannot be said.

    What came with it at the same time is part of the figure.
    """
    claim = business_case(workspace, run)
    if isinstance(claim, Refusal):
        return claim.sentence
    before = in_reference(workspace)
    if before is None:
        return "There is no reference to compare with."
    if alarm.kind is Kind.VOLUME:
        return _of_volume(claim.scenario, alarm)
    later = since(workspace, alarm.since.ticket)
    if later.coverage is None or before.coverage is None:
        return "No decided ticket is dated, so nothing can be said of the time since it began."
    return _of_shares(claim.scenario, before, later)


def _of_volume(scenario: Scenario, alarm: Alarm) -> MonthlyCost:
    usual = max(alarm.size.reference, 1.0)
    whole = _net(scenario)
    value, high, low = (
        whole - _net(scenario, tickets_per_month=scenario["tickets_per_month"] * each / usual)
        for each in (alarm.size.now, alarm.size.low, alarm.size.high)
    )
    return MonthlyCost(value, low, high, scenario.currency)


def _of_shares(scenario: Scenario, before: Shares, later: Shares) -> MonthlyCost:
    known = {"coverage": before.coverage, "precision": before.precision}
    whole = _net(scenario, **{key: found.value for key, found in known.items() if found})
    moved = {
        "coverage": later.coverage,
        "precision": later.precision if before.precision else None,
    }
    told = {key: found or known[key] for key, found in moved.items()}
    value, high, low = (
        whole - _net(scenario, **{key: _at(end, found) for key, found in told.items() if found})
        for end in ("value", "low", "high")
    )
    return MonthlyCost(value, low, high, scenario.currency)


def _at(end: str, found: Measured) -> float:
    ends = found.interval
    if end == "value" or ends is None:
        return found.value
    return ends.low if end == "low" else ends.high


def _net(scenario: Scenario, **changed: float) -> float:
    """Net savings of a steady month, as the business case has them."""
    values = scenario.values().but(**changed)
    return case(values).net_savings_per_year / MONTHS_A_YEAR

"""The bridge: how the simple view's savings become the full model's, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from roi.case import Case, case
from roi.model import BENEFITS, COSTS, flows
from roi.scenario import Scenario
from roi.simple import MONTHS_A_YEAR, SimpleInputs, simple_case
from roi.values import Values


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a bridge or waterfall: money a year; a total stands on the ground."""

    label: str
    amount: float
    total: bool = False


# What the simple view leaves out, as the values that make it disappear from the full model,
# in the order in which the bridge puts it back.
LEFT_OUT: Final[tuple[tuple[str, Mapping[str, float]], ...]] = (
    ("Part of the tickets still wants a review", {"coverage": 1}),
    ("Volume grows", {"growth_per_year": 0}),
    ("Adoption takes time", {"ramp_months": 0}),
    ("Not all freed time is used", {"used_share": 1}),
    ("Benefits are cut for risk", {"risk_adjustment": 0}),
    ("Misroutes are avoided", {"handover_minutes": 0, "delay_cost_per_hour": 0}),
    ("LLM", {"usd_rate": 0}),
    ("Platform", {"platform_cost_per_month": 0}),
    ("Upkeep", {"upkeep_hours_per_month": 0}),
    ("Review labour", {"check_share": 0}),
    ("Rework of errors", {"rework_minutes": 0}),
)


def simple_view(scenario: Scenario) -> SimpleInputs:
    """The inputs of the simple view that belong to a scenario.

    The running cost is the full model's average a month.

    >>> simple_view(Scenario.start()).manual_seconds
    180.0
    """
    full = case(scenario.values())
    return SimpleInputs(
        loaded_wage_per_hour=full.loaded_wage,
        manual_seconds=scenario["manual_seconds"],
        llm_seconds=scenario["llm_seconds"],
        tickets_per_month=scenario["tickets_per_month"],
        running_cost_per_month=full.running_cost_per_year / MONTHS_A_YEAR,
        one_off_cost=full.one_off_cost,
        horizon_months=scenario.horizon_months,
        currency=scenario.currency,
    )


def bridge(scenario: Scenario) -> tuple[Step, ...]:
    """From the simple view's annual savings to the full model's net savings a year.

    Each step is what the result changes by when one thing is put back; so they add up.

    >>> steps = bridge(Scenario.start())
    >>> abs(sum(s.amount for s in steps[:-1]) - steps[-1].amount) < 1e-6
    True
    """
    values = scenario.values()
    simple = simple_case(simple_view(scenario)).annual_savings
    bare = values.but(**{key: n for _, neutral in LEFT_OUT for key, n in neutral.items()})
    reached = _net_per_year(bare)
    steps = [
        Step("Simple view: annual savings", simple, total=True),
        Step("The router's seconds are nobody's working time", reached - simple),
    ]
    for label, neutral in LEFT_OUT:
        bare = bare.but(**{key: getattr(values, key) for key in neutral})
        now = _net_per_year(bare)
        steps.append(Step(label, now - reached))
        reached = now
    return (*steps, Step("Full model: net savings a year", reached, total=True))


def waterfall(result: Case) -> tuple[Step, ...]:
    """From today's cost of triage and misroutes a year to tomorrow's.

    Savings lead down, the router's own costs lead up; the one-off cost is not part of it.

    >>> steps = waterfall(case(Values.default()))
    >>> abs(sum(s.amount for s in steps[:-1]) - steps[-1].amount) < 1e-6
    True
    """
    years = result.values.horizon_months / MONTHS_A_YEAR
    lines = result.flows
    saved = [Step(SAVED[name], -lines.total(name) / years + 0.0) for name in BENEFITS]
    spent = [Step(SPENT[name], lines.total(name) / years) for name in COSTS]
    return (
        Step("Today", result.cost_today_per_year, total=True),
        *saved,
        *spent,
        Step("Tomorrow", result.cost_after_per_year, total=True),
    )


SAVED: Final = {"triage": "Triage time", "handovers": "Handovers", "delay": "Delay"}
SPENT: Final = {
    "llm": "LLM",
    "platform": "Platform",
    "upkeep": "Upkeep",
    "review": "Review",
    "rework": "Rework",
}


def _net_per_year(values: Values) -> float:
    lines = flows(values)
    return (lines.total(*BENEFITS) - lines.total(*COSTS)) / values.horizon_months * MONTHS_A_YEAR

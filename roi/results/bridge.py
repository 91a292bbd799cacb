"""The bridge: how the simple view's savings become the full model's, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from roi.inputs.values import Values
from roi.model.cash_flows import flows
from roi.model.lines import Line, table
from roi.results.case import Case, case
from roi.results.simple import SimpleInputs, simple_case
from roi.scenarios.scenario import Scenario
from roi.units import MONTHS_A_YEAR


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a bridge or waterfall: money a year; a total stands on the ground."""

    label: str
    amount: float
    total: bool = False


# What the simple view leaves out of its one line, the freed time, as the values that make it
# disappear from the full model, in the order in which the bridge puts it back. Every other line
# of the table is a step of its own.
LEFT_OUT: Final[tuple[tuple[str, Mapping[str, float]], ...]] = (
    ("Part of the tickets still wants a person", {"coverage": 1}),
    ("Volume grows", {"growth_per_year": 0}),
    ("Adoption takes time", {"ramp_months": 0}),
    (
        "Not all freed time cuts paid hours",
        {"cashable_share": 1, "overtime_part": 0, "outsourcing_part": 0},
    ),
)
SIMPLE_LINE: Final = "headcount"


def simple_view(scenario: Scenario) -> SimpleInputs:
    """The inputs of the simple view that belong to a scenario.

    The running cost is the full model's average a month.

    >>> simple_view(Scenario.default()).manual_seconds
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

    >>> steps = bridge(Scenario.default())
    >>> abs(sum(s.amount for s in steps[:-1]) - steps[-1].amount) < 1e-6
    True
    """
    values = scenario.values()
    simple = simple_case(simple_view(scenario)).annual_savings
    bare = values.but(**{key: n for _, neutral in LEFT_OUT for key, n in neutral.items()})
    reached = _a_year(bare, SIMPLE_LINE)
    steps = [
        Step("Simple view: annual savings", simple, total=True),
        Step("The router's seconds are nobody's working time", reached - simple),
    ]
    for label, neutral in LEFT_OUT:
        bare = bare.but(**{key: values[key] for key in neutral})
        now = _a_year(bare, SIMPLE_LINE)
        steps.append(Step(label, now - reached))
        reached = now
    if table().lines[SIMPLE_LINE] not in _counted(values):
        steps.append(Step("Paid work that ends is not accepted", -reached))
        reached = 0.0
    for line in _counted(values):
        if line.key != SIMPLE_LINE:
            steps.append(Step(line.label, line.sign * _a_year(values, line.key) + 0.0))
            reached += steps[-1].amount
    return (*steps, Step("Full model: net savings a year", reached, total=True))


def waterfall(result: Case) -> tuple[Step, ...]:
    """From today's cost of triage and misroutes a year to tomorrow's.

    Savings lead down, the router's own costs lead up; the one-off cost is not part of it.

    >>> steps = waterfall(case(Values.default()))
    >>> abs(sum(s.amount for s in steps[:-1]) - steps[-1].amount) < 1e-6
    True
    """
    steps = [
        Step(line.short, -line.sign * result.flows.total([line]) / result.years + 0.0)
        for line in _counted(result.values)
    ]
    return (
        Step("Today", result.cost_today_per_year, total=True),
        *steps,
        Step("Tomorrow", result.cost_after_per_year, total=True),
    )


def _counted(values: Values) -> tuple[Line, ...]:
    """The benefits that the headline counts, then the running costs."""
    counted = table().counted(values.accepted)
    return tuple(line for line in counted if line.basis != "once")


def _a_year(values: Values, key: str) -> float:
    return flows(values).total([table().lines[key]]) / values.horizon_months * MONTHS_A_YEAR

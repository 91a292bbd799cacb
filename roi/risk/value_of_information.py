"""What to measure next: what knowing an input better is worth before deciding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from roi.inputs.values import Numbers, Values
from roi.model.cash_flows import (
    Discounted,
    discounted,
    net_present_value,
    present_values,
)
from roi.model.lines import FLOW_INPUTS, inputs_of, table
from roi.risk.sensitivity import moving
from roi.risk.uncertainty import DRAWS, drawn
from roi.scenarios.scenario import Scenario

# At so many values of an input the mean of all futures is taken; between them it is a smooth curve.
NODES: Final = 7
# How one measures an input, as a key of words.toml; what is not named here is asked of finance.
MEASURED_BY: Final[Mapping[str, str]] = {
    "coverage": "label_200",
    "precision": "label_200",
    "human_misroute_rate": "first_category",
    "manual_seconds": "time_30_triages",
    "review_seconds": "review_30",
    "check_seconds": "review_30",
    "rework_minutes": "time_30_repairs",
    "handover_minutes": "time_30_repairs",
    "handle_minutes": "time_30_repairs",
    "tickets_per_month": "count_last_month",
    "growth_per_year": "count_last_month",
    "cashable_share": "name_the_shifts",
    "overtime_part": "name_the_shifts",
    "outsourcing_part": "name_the_shifts",
    "capacity_share": "name_the_shifts",
    "cost_per_ticket_usd": "route_a_sample",
    "input_tokens": "route_a_sample",
    "output_tokens": "route_a_sample",
    "cached_share": "route_a_sample",
    "price_input": "price_list",
    "price_cached": "price_list",
    "price_output": "price_list",
    "platform_cost_per_month": "ask_for_an_offer",
    "implementation_cost": "ask_for_an_offer",
}
ASKED_OF_FINANCE: Final = "ask_finance"


@dataclass(frozen=True, slots=True)
class Information:
    """What knowing one input for certain is worth, in money of the start.

    measured_by: the key of the measurement that gives it.
    """

    key: str
    worth: float
    measured_by: str


def value_of_information(scenario: Scenario, draws: int = DRAWS) -> tuple[Information, ...]:
    """The expected value of partial perfect information of each input that has a range.

    Meaning: without knowing more one goes ahead if the mean net present value is above 0, and
    gains that. Knowing an input first, one goes ahead only where the mean given its value is
    above 0. The difference is what knowing it is worth.
    Formula: mean over x of max(0, mean of NPV given x) − max(0, mean of NPV).
    Source: Howard, Information Value Theory (1966); Claxton (1999).

    The mean given x is computed at a few values of x over all draws of the rest, and is smooth
    in between, because the model is.

    >>> found = value_of_information(Scenario.default(), draws=2000)
    >>> found[0].worth >= found[-1].worth >= 0
    True
    """
    values = drawn(scenario, draws)
    times = discounted(values)
    counted = table().counted(values.accepted)
    reached = {*FLOW_INPUTS}.union(*(inputs_of(line, values) for line in counted))
    reached |= {source for key in reached if (source := values.follows.get(key))}
    found = [
        Information(key, _worth(values, key, times), MEASURED_BY.get(key, ASKED_OF_FINANCE))
        for key in moving(scenario)
        if key in reached
    ]
    return tuple(sorted(found, key=lambda each: -each.worth))


def perfect_information(scenario: Scenario, draws: int = DRAWS) -> float:
    """What knowing every input for certain would be worth: no measurement is worth more.

    Formula: mean of max(0, NPV) − max(0, mean of NPV).
    """
    npv = net_present_value(drawn(scenario, draws))
    return float(np.mean(np.maximum(npv, 0)) - max(0.0, float(np.mean(npv))))


def _worth(values: Values, key: str, times: Discounted) -> float:
    spread = values[key]
    low, high = float(np.min(spread)), float(np.max(spread))
    if low == high:
        return 0.0
    ends = (low, (low + high) / 2, high)
    signs = {_mean(values.but(**{key: at}), key, times) > 0 for at in ends}
    if len(signs) == 1:  # the decision is the same whatever the input turns out to be
        return 0.0
    nodes = _chebyshev(low, high)
    means = np.array([_mean(values.but(**{key: at}), key, times) for at in nodes])
    given = _between(nodes, means, np.asarray(spread))
    return max(0.0, float(np.mean(np.maximum(given, 0))) - max(0.0, float(np.mean(given))))


def _mean(values: Values, key: str, times: Discounted) -> float:
    """The mean net present value; the discounted volume is only computed again where it moves."""
    moves = key in FLOW_INPUTS or any(values.follows.get(each) == key for each in FLOW_INPUTS)
    worth = present_values(values, discounted(values) if moves else times)
    return float(np.mean(net_present_value(values, worth)))


def _chebyshev(low: float, high: float) -> Numbers:
    """Points at which a curve is best sampled for a polynomial through them, ends included."""
    angles = np.pi * np.arange(NODES) / (NODES - 1)
    return (low + high) / 2 - (high - low) / 2 * np.cos(angles)


def _between(nodes: Numbers, means: Numbers, at: Numbers) -> Numbers:
    """The polynomial through the nodes, by the barycentric formula.

    Source: Berrut and Trefethen, Barycentric Lagrange Interpolation, SIAM Review 46 (2004).

    >>> nodes = _chebyshev(0.0, 2.0)
    >>> _between(nodes, nodes**3, np.array([0.0, 0.5, 1.7])).round(9).tolist()
    [0.0, 0.125, 4.913]
    """
    weights = np.where(np.arange(NODES) % 2, -1.0, 1.0)
    weights[[0, -1]] /= 2
    distance = at[:, None] - nodes
    exact = distance == 0
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = weights / distance
        curve: Numbers = (parts @ means) / parts.sum(axis=1)
    hit = exact.any(axis=1)
    curve[hit] = means[exact[hit].argmax(axis=1)]
    return curve

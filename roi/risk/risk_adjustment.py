"""The risk adjustment of each line, from how strong the evidence of its inputs is, and its spread.

TEI lowers benefits and raises costs for risk. A Forrester study derives its cut as "moderately
confident" × the spread; here confidence comes from the evidence of each input and the spread from
its range, so that nobody types a percentage.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np

from roi.inputs.assumptions import Strength
from roi.model.cash_flows import present_values
from roi.model.lines import FLOW_INPUTS, Line, inputs_of, table
from roi.numbers import rounded
from roi.risk.uncertainty import limits
from roi.scenarios.scenario import Scenario

# How much of its spread an input is charged with, by the strength of its evidence.
DOUBT: Final[Mapping[Strength, float]] = {
    Strength.STRONG: 0.25,
    Strength.MEDIUM: 0.5,
    Strength.WEAK: 0.75,
}
# A third of the way to the end of its range is about one standard deviation of a PERT.
SPREAD: Final = 1 / 3
MAX_ADJUSTMENT: Final = 0.6


def risk_adjustments(scenario: Scenario) -> dict[str, float]:
    """The share by which each line is lowered (benefits) or raised (costs), in whole per cent.

    Formula: √ Σ (doubt of an input × a third of what its bad end takes from the line)², over the
    inputs of the line and of the volume that have a range, because inputs err independently.
    Rounded to a whole per cent so that a reader can check the table with a calculator.

    >>> risk_adjustments(Scenario.default())["headcount"]
    0.15
    """
    base = {key: float(np.sum(each)) for key, each in present_values(scenario.values()).items()}
    moved = _ends(scenario)
    return {
        line.key: _adjustment(line, scenario, base[line.key], moved)
        for line in table().lines.values()
    }


def adjusted(amount: float, line: Line, adjustment: float) -> float:
    """An amount of a line lowered or raised for risk; a benefit that is a loss grows.

    >>> adjusted(100.0, table().lines["headcount"], 0.2), adjusted(100.0, table().lines["llm"], 0.2)
    (80.0, 120.0)
    """
    return amount - line.sign * adjustment * abs(amount)


def _ends(scenario: Scenario) -> dict[str, dict[str, list[float]]]:
    """For each input with a range: every line's worth at both of its ends."""
    values, found = scenario.values(), {}
    for key, given in scenario.resolved.items():
        low, high = limits(given)
        if low < high:
            worth = present_values(values.but(**{key: np.array([low, high])}))
            found[key] = {
                line: [float(end) for end in np.broadcast_to(each, 2)]
                for line, each in worth.items()
            }
    return found


def _adjustment(
    line: Line, scenario: Scenario, base: float, moved: Mapping[str, Mapping[str, list[float]]]
) -> float:
    if base == 0:
        return 0.0
    values = scenario.values()
    wanted = inputs_of(line, values) | ({*FLOW_INPUTS} if line.basis == "ticket" else set())
    # What follows an input moves with it; its own range is its own doubt.
    wanted |= {source for key in wanted if (source := values.follows.get(key))}
    total = 0.0
    for key in wanted & set(moved) - {"discount_rate"}:
        worst = max(line.sign * (base - end) for end in moved[key][line.key])
        total += (
            DOUBT[scenario.resolved[key].strength] * SPREAD * max(0.0, worst) / abs(base)
        ) ** 2
    return min(MAX_ADJUSTMENT, rounded(math.sqrt(total), 2))

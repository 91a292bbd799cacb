"""Inputs that are out of line with what they follow."""

from __future__ import annotations

from roi.inputs.assumptions import assumptions
from roi.inputs.values import INPUTS
from roi.numbers import plain, rounded
from roi.scenarios.scenario import Scenario


def flags(scenario: Scenario) -> dict[str, str]:
    """Inputs out of line with what they follow: key -> one sentence.

    >>> slow = Scenario.default().with_values(rework_minutes=31)
    >>> flags(slow)["rework_minutes"][-57:]
    'is 31; with handle time of a ticket at 10 expect 5 to 12.'
    """
    found = {}
    for key in INPUTS:
        rule, given = assumptions()[key], scenario.resolved[key]
        if not rule.follows or scenario.source(key) or scenario[rule.follows] == 0:
            continue
        source = assumptions()[rule.follows]
        factor = scenario[rule.follows] / source.value
        low, high = rule.low * factor, rule.high * factor
        if not low <= given.value <= high:
            found[key] = (
                f"{rule.label} is {_shown(given.value)}; with {source.label[0].lower()}"
                f"{source.label[1:]} at {_shown(scenario[rule.follows])} expect"
                f" {_shown(low)} to {_shown(high)}."
            )
    return found


def _shown(figure: float) -> str:
    """A figure as a sentence needs it.

    >>> _shown(107.797), _shown(31), _shown(0.0513)
    ('107.8', '31', '0.051')
    """
    return plain(rounded(figure, 1 if abs(figure) >= 1 else 3))

"""The sensitivity: which inputs move the case, and what must be true for it to pay."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from roi.inputs.assumptions import assumptions
from roi.inputs.values import INPUTS, Numbers
from roi.model.cash_flows import cash_flows, net_present_value
from roi.model.finance import payback_months
from roi.model.lines import idle
from roi.risk.break_even import Required, npv_at, required
from roi.risk.uncertainty import limits
from roi.scenarios.scenario import Scenario

STEPS: Final = 9
# How far an axis of the grid reaches at least to both sides of the value.
REACH: Final = 0.5


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the tornado: the net present value at both ends of an input's range."""

    key: str
    label: str
    low: float
    high: float
    npv_at_low: float
    npv_at_high: float

    @property
    def swing(self) -> float:
        """How far the net present value moves, in money."""
        return abs(self.npv_at_high - self.npv_at_low)


@dataclass(frozen=True, slots=True)
class StopsPaying:
    """The value of an input at which the case stops paying; None where it always or never does.

    side: "below" or "above" the value, as one reads it: below 34 % it stops paying.
    """

    key: str
    now: float
    side: Literal["below", "above"]
    value: float | None


@dataclass(frozen=True, slots=True)
class Grid:
    """Payback in months and net present value over two inputs; rows follow y, columns x.

    A payback of None never comes within the horizon.
    """

    x_key: str
    xs: tuple[float, ...]
    y_key: str
    ys: tuple[float, ...]
    payback: tuple[tuple[int | None, ...], ...]
    npv: tuple[tuple[float, ...], ...]


def tornado(scenario: Scenario) -> tuple[Bar, ...]:
    """The inputs by how far each alone moves the net present value over its range.

    >>> [bar.key for bar in tornado(Scenario.default())[:2]]
    ['cashable_share', 'manual_seconds']
    """
    values = scenario.values()
    bars = []
    for key in moving(scenario):
        low, high = limits(scenario.resolved[key])
        at_low, at_high = npv_at(values, key, np.array([low, high]))
        label = assumptions()[key].label
        bars.append(Bar(key, label, low, high, float(at_low), float(at_high)))
    return tuple(sorted((b for b in bars if b.swing > 0), key=lambda b: -b.swing))


def moving(scenario: Scenario) -> tuple[str, ...]:
    """The inputs that the case depends on and that have a range."""
    still = idle(scenario.pay, scenario.llm_basis)
    ranges = {key: limits(scenario.resolved[key]) for key in INPUTS if key not in still}
    return tuple(key for key, (low, high) in ranges.items() if low < high)


def grid(
    scenario: Scenario,
    x_key: str,
    y_key: str,
    xs: Sequence[float] | None = None,
    ys: Sequence[float] | None = None,
) -> Grid:
    """The payback over two inputs, all else unchanged; see `axis` for the values.

    >>> found = grid(Scenario.default(), "wage_per_hour", "tickets_per_month", [10, 40], [1e4])
    >>> found.payback
    ((23, 5),)
    """
    xs = tuple(xs or axis(scenario, x_key))
    ys = tuple(ys or axis(scenario, y_key))
    across, down = (side.ravel() for side in np.meshgrid(xs, ys))
    values = scenario.values().but(**{x_key: across, y_key: down})
    shape = (len(ys), len(xs))
    months = np.broadcast_to(payback_months(cash_flows(values)), across.shape).reshape(shape)
    worth = np.broadcast_to(net_present_value(values), across.shape).reshape(shape)
    return Grid(
        x_key=x_key,
        xs=xs,
        y_key=y_key,
        ys=ys,
        payback=tuple(tuple(_month(m) for m in row) for row in months),
        npv=tuple(tuple(float(w) for w in row) for row in worth),
    )


def axis(scenario: Scenario, key: str, steps: int = STEPS) -> tuple[float, ...]:
    """Evenly spaced values that reach over the range of an input, and well to both sides."""
    low, high = limits(scenario.resolved[key])
    rule, value = assumptions()[key], scenario[key]
    low = max(rule.minimum, min(low, value * (1 - REACH)))
    high = min(rule.maximum, max(high, value * (1 + REACH))) or rule.maximum
    return tuple(float(f"{point:.6g}") for point in np.linspace(low, high, steps))


def what_must_be_true(scenario: Scenario, count: int = 6) -> tuple[Required, ...]:
    """For the inputs that move the case most: the value at which it just pays.

    >>> [r.key for r in what_must_be_true(Scenario.default(), count=2)]
    ['cashable_share', 'manual_seconds']
    """
    values = scenario.values()
    return tuple(required(values, bar.key) for bar in tornado(scenario)[:count])


def stops_paying(scenario: Scenario, keys: Sequence[str]) -> tuple[StopsPaying, ...]:
    """Where the case stops paying, input by input, all else unchanged.

    >>> stops_paying(Scenario.default(), ["cashable_share"])[0].side
    'below'
    """
    values = scenario.values()
    found = []
    for key in keys:
        needed = required(values, key)
        better = assumptions()[key].favourable or "higher"
        side: Literal["below", "above"] = "below" if better == "higher" else "above"
        if needed.value is not None:
            side = "below" if needed.side == "at least" else "above"
        found.append(StopsPaying(key, values.number(key), side, needed.value))
    return tuple(found)


def _month(month: Numbers | float) -> int | None:
    return int(month) if math.isfinite(float(month)) else None

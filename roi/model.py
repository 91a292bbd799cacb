"""The full model: from values to monthly cash flows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from roi.finance import growing
from roi.formula import Formula
from roi.lines import Line, amounts, table
from roi.simple import MONTHS_A_YEAR
from roi.values import Amount, Numbers, Values

TICKETS: Final = Formula(
    "Tickets in a month", "tickets_per_month * (1 + growth_per_year) ** ((month - 1) / 12)"
)
# A ramp of zero months would divide by zero; so short a ramp is over in the first month.
ADOPTION: Final = Formula("Adoption in a month", "min(1, month / max(ramp_months, 0.000001))")
ROUTED: Final = Formula("Routed tickets in a month", "tickets * adoption")


def tickets(v: Values) -> Numbers:
    """Tickets of each month from month 1 on, growing by equal steps to the yearly growth.

    >>> grown = Values.default(tickets_per_month=1000, growth_per_year=0.21, horizon_months=13)
    >>> tickets(grown)[[0, 12], 0].round(6).tolist()
    [1000.0, 1210.0]
    """
    monthly = (1.0 + np.atleast_1d(v["growth_per_year"])) ** (1 / MONTHS_A_YEAR)
    return growing(v["tickets_per_month"], monthly, v.horizon_months)


def adoption(v: Values) -> Numbers:
    """The share of tickets that go through the router, month by month.

    >>> adoption(Values.default(ramp_months=4, horizon_months=5))[:, 0].tolist()
    [0.25, 0.5, 0.75, 1.0, 1.0]
    """
    months = np.arange(1, v.horizon_months + 1, dtype=np.float64)[:, None]
    share: Numbers = ADOPTION.value(
        {"month": months, "ramp_months": np.atleast_1d(v["ramp_months"])}
    )
    return share


def routed(v: Values) -> Numbers:
    """Tickets that go through the router, month by month: tickets × adoption."""
    return tickets(v) * adoption(v)


def cash_flows(v: Values, volume: Numbers | None = None) -> Numbers:
    """Net cash flow of each month and draw, month 0 first.

    Formula: routed tickets × (benefits − costs per ticket) − costs per month; month 0 is minus
    the one-off cost. Units: money. Sign: positive comes in.
    volume: the routed tickets, where they are known already.

    >>> v = Values.default(implementation_cost=100, training_hours=0, horizon_months=3)
    >>> v = v.but(coverage=0, manual_seconds=0, review_seconds=0, input_tokens=0, output_tokens=0)
    >>> v = v.but(platform_cost_per_month=10, upkeep_hours_per_month=0)
    >>> cash_flows(v)[:, 0].tolist()
    [-100.0, -10.0, -10.0, -10.0]
    """
    each = amounts(v)
    gain = _net(each, table().where(basis="ticket"))
    monthly = _net(each, table().where(basis="month"))
    start = _net(each, table().where(basis="once"))
    volume = routed(v) if volume is None else volume
    flows = np.empty((v.horizon_months + 1, np.broadcast(volume[0], gain, monthly, start).size))
    flows[0] = start
    np.multiply(volume, gain, out=flows[1:])
    flows[1:] += monthly
    return flows


def total_costs(v: Values, volume: Numbers) -> Numbers:
    """All costs of each draw over the horizon, the one-off cost included.

    >>> v = Values.default(horizon_months=12)
    >>> bool(abs(flows(v).costs - total_costs(v, routed(v))[0]) < 1e-6)
    True
    """
    each, tickets_routed = amounts(v), volume.sum(axis=0)
    times = {"ticket": tickets_routed, "month": v.horizon_months, "once": 1}
    costs: Any = sum(each[line.key] * times[line.basis] for line in table().where(side="cost"))
    summed: Numbers = np.asarray(costs) + np.zeros_like(tickets_routed)
    return summed


@dataclass(frozen=True, slots=True)
class Flows:
    """The monthly flows of one scenario; money, costs positive.

    tickets, routed: counts from month 1 on. lines: each benefit and cost by key, month 0 first.
    net: net cash flow, month 0 first.
    """

    tickets: Numbers
    routed: Numbers
    lines: Mapping[str, Numbers]
    net: Numbers

    def total(self, lines: Iterable[Line]) -> float:
        """The sum of some lines over the horizon."""
        return float(sum(self.lines[line.key].sum() for line in lines))

    @property
    def benefits(self) -> float:
        """All benefits over the horizon."""
        return self.total(table().where(side="benefit"))

    @property
    def costs(self) -> float:
        """All costs over the horizon, the one-off cost included."""
        return self.total(table().where(side="cost"))


def flows(v: Values) -> Flows:
    """All lines of a scenario whose values are single numbers."""
    volume = routed(v)[:, 0]
    each = amounts(v)
    return Flows(
        tickets=tickets(v)[:, 0],
        routed=volume,
        lines={key: _months(line, float(each[key]), volume) for key, line in table().lines.items()},
        net=cash_flows(v)[:, 0],
    )


def _months(line: Line, amount: float, volume: Numbers) -> Numbers:
    """One line month by month, month 0 first."""
    flow = np.zeros(len(volume) + 1)
    match line.basis:
        case "ticket":
            flow[1:] = volume * amount
        case "month":
            flow[1:] = amount
        case "once":
            flow[0] = amount
    return flow


def _net(each: Mapping[str, Amount], lines: Iterable[Line]) -> Any:
    return sum((line.sign * each[line.key] for line in lines), 0.0)

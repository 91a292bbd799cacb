"""The full model: from values to monthly cash flows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, get_args

import numpy as np

from roi.inputs.values import Amount, Numbers, Values
from roi.model.finance import discount_factors, growing
from roi.model.formula import Formula
from roi.model.lines import Basis, Line, amounts, table
from roi.units import MONTHS_A_YEAR

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
    """Net cash flow of each month and draw, month 0 first; only accepted ledgers count.

    Formula: routed tickets × (benefits − costs per ticket) − costs per month; month 0 is minus
    the one-off cost. Units: money. Sign: positive comes in.
    volume: the routed tickets, where they are known already.

    >>> v = Values.default(implementation_cost=100, training_hours=0, horizon_months=3)
    >>> v = v.but(coverage=0, manual_seconds=0, review_seconds=0, input_tokens=0, output_tokens=0)
    >>> v = v.but(platform_cost_per_month=10, upkeep_hours_per_month=0)
    >>> cash_flows(v)[:, 0].tolist()
    [-100.0, -10.0, -10.0, -10.0]
    """
    each, counted = amounts(v), table().counted(v.accepted)
    net = {
        basis: sum((line.sign * each[line.key] for line in counted if line.basis == basis), 0.0)
        for basis in get_args(Basis)
    }
    volume = routed(v) if volume is None else volume
    draws = np.broadcast(volume[0], *net.values()).size
    flows = np.empty((v.horizon_months + 1, draws))
    flows[0] = net["once"]
    np.multiply(volume, net["ticket"], out=flows[1:])
    flows[1:] += net["month"]
    for line, first in _late(v, counted):
        flows[1:first] -= _before(line, each[line.key], volume[: first - 1])
    return flows


@dataclass(frozen=True, slots=True)
class Discounted:
    """How often an amount counts over the horizon, discounted to the start, by basis of a line.

    late: the same for lines that count from a later month on, by that month.
    """

    times: Mapping[Basis, Amount]
    late: Mapping[int, Mapping[Basis, Amount]]

    def of(self, line: Line, v: Values) -> Amount:
        """How often the amount of a line counts."""
        first = _first_month(line, v)
        return (self.late[first] if first > 1 else self.times)[line.basis]


def discounted(v: Values, volume: Numbers | None = None) -> Discounted:
    """Discounted tickets and months; they depend on volume, rate and dates alone.

    >>> v = Values.default(horizon_months=12, discount_rate=0.25)
    >>> round(float(discounted(v).times["month"][0]), 6)  # 12 x 0.8
    9.6
    """
    volume = routed(v) if volume is None else volume
    factors = discount_factors(v["discount_rate"], v.horizon_months)[1:]
    firsts = {_first_month(line, v) for line in table().lines.values()}

    def times(first: int) -> Mapping[Basis, Amount]:
        rest = slice(first - 1, None)
        return {
            "ticket": _product_sum(volume[rest], factors[rest]),
            "month": factors[rest].sum(axis=0),
            "once": np.ones(1),
        }

    return Discounted(times(1), {first: times(first) for first in firsts if first > 1})


def present_values(v: Values, times: Discounted | None = None) -> dict[str, Amount]:
    """What each line is worth at the start, over the whole horizon; costs are positive.

    Formula: amount × (discounted tickets, discounted months, or 1). Units: money of month 0.
    times: where they are known already.

    >>> v = Values.default(horizon_months=12, discount_rate=0.25, platform_cost_per_month=100)
    >>> round(float(present_values(v)["platform"][0]), 6)  # 12 x 100 x 0.8
    960.0
    """
    each = amounts(v)
    times = discounted(v) if times is None else times
    return {key: each[key] * times.of(line, v) for key, line in table().lines.items()}


def net_present_value(v: Values, worth: Mapping[str, Amount] | None = None) -> Numbers:
    """Benefits of the accepted ledgers less all costs, at the start."""
    worth = present_values(v) if worth is None else worth
    counted = table().counted(v.accepted)
    return np.asarray(sum((line.sign * worth[line.key] for line in counted), np.zeros(1)))


@dataclass(frozen=True, slots=True)
class Flows:
    """The monthly flows of one scenario; money, costs positive.

    tickets, routed: counts from month 1 on. lines: each benefit and cost by key, month 0 first.
    net: net cash flow of accepted ledgers and all costs, month 0 first.
    """

    tickets: Numbers
    routed: Numbers
    lines: Mapping[str, Numbers]
    net: Numbers

    def total(self, lines: Iterable[Line]) -> float:
        """The sum of some lines over the horizon."""
        return float(sum(self.lines[line.key].sum() for line in lines))

    def by_year(self, line: Line) -> tuple[float, ...]:
        """One line by year: the start, then each year."""
        starts = [0, *range(1, len(self.net), MONTHS_A_YEAR)]
        return tuple(float(each) for each in np.add.reduceat(self.lines[line.key], starts))


def flows(v: Values) -> Flows:
    """All lines of a scenario whose values are single numbers."""
    volume = routed(v)[:, 0]
    each = amounts(v)
    lines = {key: _months(line, float(each[key]), volume) for key, line in table().lines.items()}
    for line, first in _late(v, table().lines.values()):
        lines[line.key][1:first] = 0.0
    return Flows(tickets(v)[:, 0], volume, lines, net=cash_flows(v)[:, 0])


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


def _first_month(line: Line, v: Values) -> int:
    """The month from which a line counts; a cost counts from the first on."""
    first = v.first_month.get(line.key, 1) if line.side == "benefit" else 1
    return min(first, v.horizon_months + 1)


def _late(v: Values, lines: Iterable[Line]) -> Iterator[tuple[Line, int]]:
    """The benefits that do not count from the first month on, and from which they do."""
    for line in lines:
        if (first := _first_month(line, v)) > 1:
            yield line, first


def _before(line: Line, amount: Amount, volume: Numbers) -> Amount:
    return volume * amount if line.basis == "ticket" else amount


def _product_sum(volume: Numbers, factors: Numbers) -> Numbers:
    """Month by month product, added up for each draw."""
    draws = max(volume.shape[1], factors.shape[1])
    wide = (np.broadcast_to(each, (len(each), draws)) for each in (volume, factors))
    summed: Numbers = np.einsum("md,md->d", *wide)
    return summed

"""The full model: from values to monthly cash flows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from roi import benefits, costs
from roi.finance import growing
from roi.formula import Formula
from roi.simple import MONTHS_A_YEAR
from roi.values import Amount, Numbers, Values

# The lines of the monthly flows, in the order in which they are shown.
BENEFITS: Final = ("triage", "handovers", "delay")
COSTS: Final = ("llm", "platform", "upkeep", "review", "rework")
ONE_OFF: Final = ("implementation", "training")
LABELS: Final[Mapping[str, str]] = {
    "triage": "Triage time saved",
    "handovers": "Handovers avoided",
    "delay": "Delay avoided",
    "llm": "LLM",
    "platform": "Platform",
    "upkeep": "Upkeep",
    "review": "Review labour",
    "rework": "Rework of errors",
    "implementation": "Implementation",
    "training": "Training",
}

TICKETS: Final = Formula(
    "Tickets in a month",
    "@tickets_per_month × (1 + @growth_per_year) ^ ((@month − 1) ÷ 12)",
    r"@tickets_per_month \times (1 + @growth_per_year)^{(@month - 1) / 12}",
    "@tickets_per_month*(1+@growth_per_year)^((@month-1)/12)",
)


def tickets(v: Values) -> Numbers:
    """Tickets of each month from month 1 on, growing by equal steps to the yearly growth.

    >>> grown = Values.default(tickets_per_month=1000, growth_per_year=0.21, horizon_months=13)
    >>> tickets(grown)[[0, 12], 0].round(6).tolist()
    [1000.0, 1210.0]
    """
    monthly = (1.0 + np.atleast_1d(v.growth_per_year)) ** (1 / MONTHS_A_YEAR)
    return growing(v.tickets_per_month, monthly, v.horizon_months)


ADOPTION: Final = Formula(
    "Adoption in a month",
    "the smaller of 1 and @month ÷ @ramp_months",
    r"\min\left(1, \frac{@month}{@ramp_months}\right)",
    "IF(@ramp_months>0,MIN(1,@month/@ramp_months),1)",
)


def adoption(v: Values) -> Numbers:
    """The share of tickets that go through the router, month by month.

    >>> adoption(Values.default(ramp_months=4, horizon_months=5))[:, 0].tolist()
    [0.25, 0.5, 0.75, 1.0, 1.0]
    """
    # A ramp of zero months would divide by zero; so short a ramp is over in the first month.
    ramp = np.maximum(np.atleast_1d(v.ramp_months), 1e-9)
    share: Numbers = np.minimum(1.0, _months(v) / ramp)
    return share


ROUTED: Final = Formula(
    "Routed tickets in a month",
    "@tickets × @adoption",
    r"@tickets \times @adoption",
    "@tickets*@adoption",
)


def routed(v: Values) -> Numbers:
    """Tickets that go through the router, month by month: tickets × adoption."""
    return tickets(v) * adoption(v)


def per_ticket(v: Values) -> dict[str, Amount]:
    """The lines that grow with the routed tickets, as money per routed ticket."""
    return {
        "triage": benefits.triage_saving(v),
        "handovers": benefits.handover_saving(v),
        "delay": benefits.delay_saving(v),
        "llm": costs.llm_cost(v),
        "review": costs.check_cost(v),
        "rework": costs.rework_cost(v),
    }


def per_month(v: Values) -> dict[str, Amount]:
    """The lines that are the same each month."""
    return {"platform": v.platform_cost_per_month, "upkeep": costs.upkeep_cost(v)}


def one_off(v: Values) -> dict[str, Amount]:
    """The lines of month 0."""
    return {"implementation": v.implementation_cost, "training": costs.training_cost(v)}


CASH_FLOW: Final = Formula(
    "Cash flow of a month",
    "benefits of the month − costs of the month; in month 0 minus the one-off cost",
    r"\text{benefits}_t - \text{costs}_t",
)


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
    unit = per_ticket(v)
    gain = sum(unit[b] for b in BENEFITS) - sum(unit[c] for c in COSTS if c in unit)
    fixed, start = sum(per_month(v).values()), sum(one_off(v).values())
    volume = routed(v) if volume is None else volume
    draws = np.broadcast(volume[0], gain, fixed, start).size
    flows = np.empty((v.horizon_months + 1, draws))
    flows[0] = 0.0 - start
    np.multiply(volume, gain, out=flows[1:])
    flows[1:] -= fixed
    return flows


def total_costs(v: Values, volume: Numbers) -> Numbers:
    """All costs of each draw over the horizon, the one-off cost included.

    >>> v = Values.default(horizon_months=12)
    >>> found = flows(v)
    >>> together = found.total(*COSTS) + sum(found.one_off.values())
    >>> bool(abs(together - total_costs(v, routed(v))[0]) < 1e-6)
    True
    """
    unit, months = per_ticket(v), v.horizon_months
    by_ticket = volume.sum(axis=0) * sum(unit[c] for c in COSTS if c in unit)
    costs: Numbers = by_ticket + months * sum(per_month(v).values()) + sum(one_off(v).values())
    return costs


@dataclass(frozen=True, slots=True)
class Flows:
    """The monthly lines of one scenario, each an array from month 1 on; money, costs positive.

    tickets, routed: counts. lines: the benefits and costs by name, see `LABELS`.
    one_off: the costs of month 0 by name.
    net: net cash flow from month 0 on.
    """

    tickets: Numbers
    routed: Numbers
    lines: Mapping[str, Numbers]
    one_off: Mapping[str, float]
    net: Numbers

    def total(self, *names: str) -> float:
        """The sum of the named lines over the horizon."""
        return float(sum(self.lines[name].sum() for name in names))

    def sum_of(self, names: tuple[str, ...]) -> Numbers:
        """The named lines added up, month by month."""
        summed: Numbers = np.sum([self.lines[name] for name in names], axis=0)
        return summed


def flows(v: Values) -> Flows:
    """All lines of a scenario whose values are single numbers."""
    volume = routed(v)[:, 0]
    lines = {name: volume * float(amount) for name, amount in per_ticket(v).items()}
    for name, amount in per_month(v).items():
        lines[name] = np.full(v.horizon_months, float(amount))
    return Flows(
        tickets=tickets(v)[:, 0],
        routed=volume,
        lines={name: lines[name] for name in BENEFITS + COSTS},
        one_off={name: float(amount) for name, amount in one_off(v).items()},
        net=cash_flows(v)[:, 0],
    )


def _months(v: Values) -> Numbers:
    return np.arange(1, v.horizon_months + 1, dtype=np.float64)[:, None]

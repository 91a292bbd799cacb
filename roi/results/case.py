"""The case: every result of one scenario, as a finance director asks for it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from roi.inputs.values import LEDGERS, Ledger, Values
from roi.model import finance
from roi.model.cash_flows import Flows, flows, present_values
from roi.model.lines import environment, table
from roi.risk.break_even import Required, required
from roi.units import MONTHS_A_YEAR


@dataclass(frozen=True, slots=True)
class Case:
    """All results of a scenario; money is in its currency, "a year" an average of the horizon.

    Benefits are those of the accepted ledgers; costs are all costs.

    loaded_wage: money per hour, load included.
    ledgers: each ledger's benefits a year, accepted or not.
    hours_freed_per_year: triage time that people no longer spend, whatever becomes of it.
    full_time_equivalents: hours freed ÷ working hours of one agent.
    gross_savings_per_year: benefits. running_cost_per_year: all costs but the one-off.
    net_savings_per_year: the difference; the one-off cost is in payback, NPV, IRR and ROI.
    one_off_cost: money of month 0. net_total: cumulative cash at the end of the horizon.
    cost_per_ticket_before, cost_per_ticket_after: sorting, wrong routes and all running costs.
    present_values: each line at the start, costs positive.
    npv: benefits less costs, at the start. roi: the same ÷ costs, None without costs.
    irr: a share a year, None when it does not exist.
    payback, discounted_payback: months, 0 immediately, None never within the horizon.
    """

    values: Values
    flows: Flows
    present_values: Mapping[str, float]
    ledgers: Mapping[Ledger, float]
    loaded_wage: float
    hours_freed_per_year: float
    full_time_equivalents: float
    wrong_routes_per_year: float
    gross_savings_per_year: float
    running_cost_per_year: float
    net_savings_per_year: float
    one_off_cost: float
    net_total: float
    cost_per_ticket_before: float
    cost_per_ticket_after: float
    npv: float
    roi: float | None
    irr: float | None
    payback: int | None
    discounted_payback: int | None

    @property
    def cumulative(self) -> tuple[float, ...]:
        """Cumulative cash, month 0 first."""
        return tuple(float(cash) + 0.0 for cash in np.cumsum(self.flows.net))

    @property
    def years(self) -> float:
        """The horizon in years."""
        return self.values.horizon_months / MONTHS_A_YEAR

    @property
    def cost_today_per_year(self) -> float:
        """What sorting and wrong routes of all tickets cost a year without the router."""
        return self.cost_per_ticket_before * float(self.flows.tickets.sum()) / self.years

    @property
    def cost_after_per_year(self) -> float:
        """What is left of it with the router and all its costs."""
        return self.cost_today_per_year - self.net_savings_per_year

    def a_year(self, key: str) -> float:
        """One line a year, costs positive."""
        return float(self.flows.lines[key].sum()) / self.years

    def required(self, key: str) -> Required:
        """The value of an input at which the net present value is 0."""
        return required(self.values, key)


def case(v: Values) -> Case:
    """Compute every result of a scenario whose values are single numbers.

    >>> result = case(Values.default())
    >>> result.payback, round(result.npv, 2)
    (23, 7525.54)
    """
    lines, worth = flows(v), {key: float(np.sum(each)) for key, each in present_values(v).items()}
    net = lines.net[:, None]
    discounted = net * finance.discount_factors(v["discount_rate"], v.horizon_months)
    terms = named_sums(v, lines, worth)
    years = v.horizon_months / MONTHS_A_YEAR
    return Case(
        values=v,
        flows=lines,
        present_values=worth,
        ledgers={ledger: lines.total(table().ledger(ledger)) / years for ledger in LEDGERS},
        loaded_wage=float(terms["loaded_wage"]),
        **_arithmetic(terms),
        irr=finance.irr(lines.net),
        payback=_month(finance.payback_months(net)[0]),
        discounted_payback=_month(finance.payback_months(discounted)[0]),
    )


def named_sums(v: Values, lines: Flows, worth: Mapping[str, float]) -> dict[str, float]:
    """Every name that the formula of a result can use, results among them, with its number."""
    years = v.horizon_months / MONTHS_A_YEAR
    counted = table().counted(v.accepted)
    benefits = tuple(line for line in counted if line.side == "benefit")
    costs = table().where(side="cost")
    running = lines.total(table().running)
    names = {
        **environment(v),
        "horizon_months": float(v.horizon_months),
        "routed_per_year": float(lines.routed.sum()) / years,
        "tickets_per_year": float(lines.tickets.sum()) / years,
        "total_benefits": lines.total(benefits),
        "total_running_cost": running,
        "total_one_off": lines.total(costs) - running,
        "pv_benefits": sum(worth[line.key] for line in benefits),
        "pv_costs": sum(worth[line.key] for line in costs),
    }
    for key, result in table().results.items():
        if result.formula.text and not (key == "roi" and names["pv_costs"] <= 0):
            names[key] = float(result.formula.value(names)) + 0.0
    return names


def _arithmetic(terms: Mapping[str, Any]) -> dict[str, Any]:
    """The results that `lines.toml` has a formula for; None where it has no figure."""
    return {key: terms.get(key) for key, each in table().results.items() if each.formula.text}


def _month(month: float) -> int | None:
    return int(month) if math.isfinite(month) else None

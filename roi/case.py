"""The case: every result of one scenario, as a finance director asks for it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from roi import finance
from roi.break_even import Required, required
from roi.lines import environment, table
from roi.model import Flows, flows
from roi.simple import MONTHS_A_YEAR
from roi.values import Values


@dataclass(frozen=True, slots=True)
class Case:
    """All results of a scenario; money is in its currency, "a year" an average of the horizon.

    loaded_wage: money per hour, load included.
    hours_saved_per_year: triage freed and handovers avoided, before what is really used.
    hours_used_per_year: the part of it that becomes other work.
    full_time_equivalents: hours used ÷ working hours of one agent.
    gross_savings_per_year: all benefits. running_cost_per_year: all costs but the one-off.
    net_savings_per_year: the difference; the one-off cost is in payback, NPV, IRR and ROI.
    one_off_cost: money of month 0. net_total: cumulative cash at the end of the horizon.
    cost_per_ticket_before, cost_per_ticket_after: triage, misroutes and all running costs.
    roi, irr: shares, None when they do not exist.
    payback, discounted_payback: months, 0 immediately, None never within the horizon.
    break_even_*: what volume, precision and loaded wage must be for the NPV to be 0.
    """

    values: Values
    flows: Flows
    loaded_wage: float
    hours_saved_per_year: float
    hours_used_per_year: float
    full_time_equivalents: float
    gross_savings_per_year: float
    running_cost_per_year: float
    net_savings_per_year: float
    one_off_cost: float
    net_total: float
    cost_per_ticket_before: float
    cost_per_ticket_after: float
    roi: float | None
    npv: float
    irr: float | None
    payback: int | None
    discounted_payback: int | None
    break_even_volume: Required
    break_even_precision: Required
    break_even_wage: Required

    @property
    def cumulative(self) -> tuple[float, ...]:
        """Cumulative cash, month 0 first."""
        return tuple(float(cash) + 0.0 for cash in np.cumsum(self.flows.net))

    @property
    def cost_today_per_year(self) -> float:
        """What triage and misroutes of all tickets cost a year without the router."""
        return self.cost_per_ticket_before * float(self.flows.tickets.sum()) / self.years

    @property
    def cost_after_per_year(self) -> float:
        """What triage, misroutes and the router together cost a year from now on."""
        return self.cost_today_per_year - self.net_savings_per_year

    @property
    def years(self) -> float:
        """The horizon in years."""
        return self.values.horizon_months / MONTHS_A_YEAR


def case(v: Values) -> Case:
    """Compute every result of a scenario whose values are single numbers.

    >>> result = case(Values.default())
    >>> result.payback, round(result.npv, 2)
    (20, 11948.66)
    """
    lines = flows(v)
    net = lines.net[:, None]
    discounted = net * finance.discount_factors(v["discount_rate"], v.horizon_months)
    terms = named_sums(v, lines)
    return Case(
        values=v,
        flows=lines,
        loaded_wage=float(environment(v)["loaded_wage"]),
        **{
            key: terms[key]
            for key, result in table().results.items()
            if result.formula.text and key != "roi"
        },
        roi=finance.return_on_investment(lines.benefits, lines.costs),
        npv=float(finance.npv(net, v["discount_rate"])[0]),
        irr=finance.irr(lines.net),
        payback=_month(finance.payback_months(net)[0]),
        discounted_payback=_month(finance.payback_months(discounted)[0]),
        break_even_volume=required(v, "tickets_per_month"),
        break_even_precision=required(v, "precision"),
        break_even_wage=required(v, "salary_per_year" if v.pay == "salary" else "wage_per_hour"),
    )


def named_sums(v: Values, lines: Flows) -> dict[str, float]:
    """Every name that the formula of a result can use, results among them, with its number."""
    years = v.horizon_months / MONTHS_A_YEAR
    running = lines.total(table().running)
    names = {
        **environment(v),
        "horizon_months": float(v.horizon_months),
        "routed_per_year": float(lines.routed.sum()) / years,
        "tickets_per_year": float(lines.tickets.sum()) / years,
        "total_benefits": lines.benefits,
        "total_running_cost": running,
        "total_one_off": lines.costs - running,
        "total_costs": lines.costs,
    }
    for key, result in table().results.items():
        if result.formula.text and not (key == "roi" and lines.costs <= 0):
            names[key] = float(result.formula.value(names))
    return names


def _month(month: float) -> int | None:
    return int(month) if math.isfinite(month) else None

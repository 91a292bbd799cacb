"""The case: every result of one scenario, as a finance director asks for it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from roi import benefits, finance
from roi.model import BENEFITS, COSTS, Flows, flows
from roi.required import Required, required
from roi.simple import MONTHS_A_YEAR, SECONDS_AN_HOUR
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
    delay_hours_avoided_per_year: hours that customers need not wait.
    break_even_*: what volume, precision and loaded wage must be for the NPV to be 0.
    """

    values: Values
    flows: Flows
    loaded_wage: float
    hours_saved_per_year: float
    hours_used_per_year: float
    full_time_equivalents: float
    delay_hours_avoided_per_year: float
    cost_today_per_year: float
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
    def cost_after_per_year(self) -> float:
        """What triage, misroutes and the router together cost a year from now on."""
        return self.cost_today_per_year - self.net_savings_per_year


def case(v: Values) -> Case:
    """Compute every result of a scenario whose values are single numbers.

    >>> result = case(Values.default())
    >>> result.payback, round(result.npv, 2)
    (20, 11948.66)
    """
    lines = flows(v)
    years = v.horizon_months / MONTHS_A_YEAR
    gross, running = lines.total(*BENEFITS), lines.total(*COSTS)
    once = sum(lines.one_off.values())
    saved, used = _hours(v)
    routed, volume = float(lines.routed.sum()), float(lines.tickets.sum())
    before = cost_per_ticket_today(v)
    net = lines.net[:, None]
    return Case(
        values=v,
        flows=lines,
        loaded_wage=float(benefits.loaded_wage_per_hour(v)),
        hours_saved_per_year=routed * saved / years,
        hours_used_per_year=routed * used / years,
        full_time_equivalents=routed * used / years / float(v.hours_per_year),
        delay_hours_avoided_per_year=routed
        * float(benefits.misroutes_avoided(v) * v.handover_delay_hours)
        / years,
        cost_today_per_year=before * volume / years,
        gross_savings_per_year=gross / years,
        running_cost_per_year=running / years,
        net_savings_per_year=(gross - running) / years,
        one_off_cost=once,
        net_total=float(lines.net.sum()),
        cost_per_ticket_before=before,
        cost_per_ticket_after=before - (gross - running) / volume,
        roi=finance.return_on_investment(gross, running + once),
        npv=float(finance.npv(net, v.discount_rate)[0]),
        irr=finance.irr(lines.net),
        payback=_month(finance.payback_months(net)[0]),
        discounted_payback=_month(
            finance.payback_months(
                net * finance.discount_factors(v.discount_rate, v.horizon_months)
            )[0]
        ),
        break_even_volume=required(v, "tickets_per_month"),
        break_even_precision=required(v, "precision"),
        break_even_wage=required(v, "salary_per_year" if v.pay == "salary" else "wage_per_hour"),
    )


def cost_per_ticket_today(v: Values) -> float:
    """What triage and misroutes of one ticket cost today.

    Formula: manual seconds ÷ 3600 × loaded wage
        + human misroute rate × (minutes ÷ 60 × loaded wage + hours of delay × their cost).
    Units: money per ticket.

    >>> v = Values.default(manual_seconds=360, human_misroute_rate=0.1, handover_minutes=6)
    >>> cost_per_ticket_today(v.but(wage_per_hour=20, load_factor=1.5))  # 3 + 0.1 x 3
    3.3
    """
    wage = benefits.loaded_wage_per_hour(v)
    handover = v.handover_minutes / 60 * wage + v.handover_delay_hours * v.delay_cost_per_hour
    return float(v.manual_seconds / SECONDS_AN_HOUR * wage + v.human_misroute_rate * handover)


def _hours(v: Values) -> tuple[float, float]:
    """Hours saved per routed ticket, and the part of them that is really used."""
    triage = benefits.freed_seconds(v) / SECONDS_AN_HOUR
    handover = benefits.misroutes_avoided(v) * v.handover_minutes / 60
    used = benefits.cut(triage, v.used_share) + benefits.cut(handover, v.used_share)
    return float(triage + handover), float(used)


def _month(month: float) -> int | None:
    return int(month) if math.isfinite(month) else None

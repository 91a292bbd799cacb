"""The live formulas that are more than arithmetic on named cells, and what they come to."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from roi.assumptions import assumptions
from roi.explain import terms
from roi.export.report import Report
from roi.export.workbook import flows
from roi.finance import HIGHEST_RATE, LOWEST_RATE, discount_factors, monthly_irr
from roi.model import BENEFITS, COSTS, per_month, per_ticket
from roi.required import npv_at
from roi.simple import MONTHS_A_YEAR

# The lines that are paid in agents' time, with the sign they have in the net present value.
LABOUR: Final = {"triage": 1, "handovers": 1, "review": -1, "rework": -1}
NONE: Final = "none"
Value = float | str


@cache
def live() -> Mapping[str, Any]:
    """The formulas of `live.toml`, filled in."""
    text = files("roi.export.workbook").joinpath("live.toml").read_text("utf-8")
    data = tomllib.loads(text)
    return {
        "results": {name: _formula(formula) for name, formula in data["results"].items()},
        "steps": {
            name: (step["label"], _formula(step["formula"])) for name, step in data["steps"].items()
        },
    }


def _formula(template: str) -> str:
    columns = {
        "tickets": flows.TICKET,
        "routed": flows.ROUTED,
        "net": flows.NET,
        "discounted": flows.WORTH,
        "factor": flows.FACTOR,
        "within": flows.WITHIN,
        "paid_back": flows.PAID,
        "paid_back_discounted": flows.PAID_WORTH,
        **flows.LINES,
    }
    limits = {
        "highest_rate": f"{HIGHEST_RATE:.0f}",
        "lowest_rate": f"{LOWEST_RATE}",
        "wage_limit": f"{assumptions()['wage_per_hour'].maximum:.0f}",
        "salary_limit": f"{assumptions()['salary_per_year'].maximum:.0f}",
    }
    cells = {name: flows.column(letter) for name, letter in columns.items()}
    return "=" + template.replace("\n", "").format(**cells, **limits)


def step_values(report: Report) -> dict[str, Value]:
    """What the sums and steps come to in this scenario."""
    result = report.case
    known = terms(report.scenario, result)
    sums = ("routed_per_year", "tickets_per_year", "total_benefits", "total_costs")
    once = result.one_off_cost
    monthly = monthly_irr(result.flows.net)
    guess = result.net_savings_per_year / MONTHS_A_YEAR / once if once > 0 else 0.1
    return {
        **{name: known[name] for name in sums},
        "total_running_cost": result.flows.total(*COSTS),
        "irr_guess": max(-0.02, min(10.0, guess)),
        "irr_monthly": NONE if monthly is None else monthly,
        **_volume_and_pay(report),
        **_precision(report),
    }


def _volume_and_pay(report: Report) -> dict[str, Value]:
    result, v = report.case, report.case.values
    factors = discount_factors(v.discount_rate, v.horizon_months)[1:, 0]
    routed = float((result.flows.routed * factors).sum())
    fixed = float(factors.sum()) * sum(float(amount) for amount in per_month(v).values())
    unit = {name: float(amount) for name, amount in per_ticket(v).items()}
    gain = sum(unit[b] for b in BENEFITS) - sum(unit[c] for c in COSTS if c in unit)
    # At a loaded wage of 1 the lines of labour are what each unit of wage adds.
    paid = per_ticket(v.but(pay="hourly", wage_per_hour=1.0, load_factor=1.0))
    labour = sum(float(paid[name]) * sign for name, sign in LABOUR.items())
    wage_gain = labour * routed - float(v.training_hours)
    rest = (unit["llm"] - unit["delay"]) * routed + fixed + float(v.implementation_cost)
    hours = float(v.paid_hours_per_year) if v.pay == "salary" else 1.0
    pay = "salary_per_year" if v.pay == "salary" else "wage_per_hour"
    volume = float(v.tickets_per_month) * (fixed + result.one_off_cost)
    return {
        "pv_routed": routed,
        "pv_months": float(factors.sum()),
        "unit_gain": gain,
        "fixed_cost": fixed + result.one_off_cost,
        "volume_at_zero": volume / (gain * routed) if gain * routed else NONE,
        "wage_gain": wage_gain,
        "wage_rest": rest,
        "pay_at_zero": rest / wage_gain / float(v.load_factor) * hours if wage_gain else NONE,
        "pay_limit": assumptions()[pay].maximum,
    }


def _precision(report: Report) -> dict[str, Value]:
    """The net present value is a straight line on each side of the human misroute rate."""
    v = report.case.values
    human = 1 - float(v.human_misroute_rate)
    below, here, above = (
        float(npv_at(v, "precision", human + step)[0]) for step in (-1.0, 0.0, 1.0)
    )
    slope = here - below if here >= 0 else above - here
    return {"npv_at_human": here, "precision_at_zero": human - here / slope if slope else NONE}

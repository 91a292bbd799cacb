"""The live formulas that are more than arithmetic on named cells, and what they come to."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from roi.export.report import Report
from roi.export.workbook import flows
from roi.finance import MAX_RATE, MIN_RATE, discount_factors, monthly_irr
from roi.lines import Basis, amounts, table
from roi.simple import MONTHS_A_YEAR

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
    columns = {key: flows.column(key) for key in flows.TITLES}
    sums = {
        "ticket_lines": _lines("ticket"),
        "month_lines": _lines("month"),
        "once_lines": "+".join(f"{line.key}_line" for line in table().where(basis="once")),
    }
    limits = {"max_rate": f"{MAX_RATE:.0f}", "min_rate": f"{MIN_RATE}"}
    return "=" + template.replace("\n", "").format(**columns, **sums, **limits)


def _lines(basis: Basis) -> str:
    """Benefits less costs of one basis, as a sum of named cells."""
    signs = {1: "+", -1: "-"}
    return "".join(f"{signs[line.sign]}{line.key}_line" for line in table().where(basis=basis))


def step_values(report: Report) -> dict[str, Value]:
    """What the steps come to in this scenario, beside the sums that `terms` knows."""
    result, v = report.case, report.case.values
    once = result.one_off_cost
    monthly = monthly_irr(result.flows.net)
    guess = result.net_savings_per_year / MONTHS_A_YEAR / once if once > 0 else 0.1
    factors = discount_factors(v["discount_rate"], v.horizon_months)[1:, 0]
    routed = float((result.flows.routed * factors).sum())
    gain, monthly_net = _net(report, "ticket"), _net(report, "month")
    fixed = once - monthly_net * float(factors.sum())
    volume = v.number("tickets_per_month") * fixed
    return {
        "irr_guess": max(-0.02, min(10.0, guess)),
        "irr_monthly": NONE if monthly is None else monthly,
        "pv_routed": routed,
        "pv_months": float(factors.sum()),
        "unit_gain": gain,
        "fixed_cost": fixed,
        "volume_at_zero": volume / (gain * routed) if gain * routed else NONE,
    }


def _net(report: Report, basis: Basis) -> float:
    each = amounts(report.case.values)
    return sum(line.sign * float(each[line.key]) for line in table().where(basis=basis))

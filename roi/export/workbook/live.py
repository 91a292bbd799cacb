"""The live formulas that are more than arithmetic on named cells, and what they come to."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from roi.export.report import Report
from roi.export.workbook import cash_flows
from roi.inputs.values import LEDGERS
from roi.model.finance import MAX_RATE, MIN_RATE, monthly_irr
from roi.model.lines import table
from roi.units import MONTHS_A_YEAR

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
    columns = {key: cash_flows.column(key) for key in cash_flows.TITLES}
    once = "+".join(f"{line.key}_line" for line in table().where(basis="once"))
    sums = {
        f"{ledger}_sum": "("
        + "+".join(f"SUM({columns[line.key]})" for line in table().ledger(ledger))
        + ")"
        for ledger in LEDGERS
    }
    limits = {"max_rate": f"{MAX_RATE:.0f}", "min_rate": f"{MIN_RATE}"}
    filled = template.replace("\n", "").format(**columns, **sums, **limits, once_lines=once)
    return "=" + filled


def step_values(report: Report) -> dict[str, Value]:
    """What the steps come to in this scenario, beside the sums that `terms` knows."""
    result = report.case
    once = result.one_off_cost
    monthly = monthly_irr(result.flows.net)
    guess = result.net_savings_per_year / MONTHS_A_YEAR / once if once > 0 else 0.1
    return {
        "total_costs": result.flows.total(table().where(side="cost")),
        **{f"{ledger}_per_year": amount for ledger, amount in result.ledgers.items()},
        "irr_guess": max(-0.02, min(10.0, guess)),
        "irr_monthly": NONE if monthly is None else monthly,
    }

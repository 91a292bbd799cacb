"""The results of a scenario as plain values, for JSON and for other programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from roi.break_even import Required
from roi.case import Case
from roi.explain import RESULTS
from roi.scenario import Scenario
from roi.uncertainty import Uncertainty

DECIMALS = 6


def summary(scenario: Scenario, result: Case, found: Uncertainty) -> dict[str, Any]:
    """Every result by name; money in the scenario's currency, shares from 0 to 1.

    A payback of null never comes; an `irr` or `roi` of null does not exist.

    >>> from roi.case import case
    >>> from roi.uncertainty import uncertainty
    >>> start = Scenario.start()
    >>> summary(start, case(start.values()), uncertainty(start, 100))["results"]["payback"]
    20
    """
    return {
        "scenario": scenario.name,
        "company": scenario.company,
        "currency": scenario.currency,
        "horizon_months": scenario.horizon_months,
        "results": {name: _plain(getattr(result, name)) for name in ("loaded_wage", *RESULTS)},
        "uncertainty": {
            "draws": found.draws,
            "seed": found.seed,
            "net_savings_per_year": _rounded(asdict(found.net_savings_per_year)),
            "npv": _rounded(asdict(found.npv)),
            "roi": _rounded(asdict(found.roi)),
            "payback": _rounded(asdict(found.payback)),
            "payback_within_12_months": found.within_a_year,
            "payback_never": found.never,
            "positive_npv": found.positive_npv,
        },
        "cumulative_cash": [_plain(cash) for cash in result.cumulative],
    }


def _plain(figure: Any) -> Any:
    if isinstance(figure, Required):
        return {"side": figure.side, "value": _plain(figure.value)}
    return round(figure, DECIMALS) + 0.0 if isinstance(figure, float) else figure


def _rounded(figures: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(figure) for name, figure in figures.items()}

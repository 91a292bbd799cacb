"""A business case as plain values, for JSON and for other programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from roi.business_case import BusinessCase
from roi.results.explain import RESULTS

DECIMALS = 6


def summary(business: BusinessCase) -> dict[str, Any]:
    """Every result by name; money in the scenario's currency, shares from 0 to 1.

    A payback of null never comes; an `irr` or `roi` of null does not exist.

    >>> from roi.scenarios.scenario import Scenario
    >>> summary(BusinessCase(Scenario.default(), draws=100))["standing"]
    'volume unknown'
    """
    scenario, result, found = business.scenario, business.case, business.uncertainty
    plain, tei, nucleus = business.conventions
    decision = business.decision
    return {
        "scenario": scenario.name,
        "company": scenario.company,
        "currency": scenario.currency,
        "standing": business.standing,
        "horizon_months": scenario.horizon_months,
        "results": {name: _plain(getattr(result, name)) for name in ("loaded_wage", *RESULTS)},
        "ledgers": {name: _plain(amount) for name, amount in result.ledgers.items()},
        "conventions": {
            told.convention: {**_rounded(asdict(told)), "net": _plain(told.net)}
            for told in (plain, tei, nucleus)
        },
        "verdict": None if decision is None else asdict(decision),
        "futures": {
            "draws": found.draws,
            "seed": found.seed,
            "net_savings_per_year": _rounded(asdict(found.net_savings_per_year)),
            "npv": _rounded(asdict(found.npv)),
            "roi": _rounded(asdict(found.roi)),
            "payback": _rounded(asdict(found.payback)),
            "paid_back_within_12_months": found.within_a_year,
            "paid_back": found.paid_back,
            "positive_npv": found.positive_npv,
        },
        "cumulative_cash": [_plain(cash) for cash in result.cumulative],
    }


def _plain(figure: Any) -> Any:
    return round(figure, DECIMALS) + 0.0 if isinstance(figure, float) else figure


def _rounded(figures: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(figure) for name, figure in figures.items()}

"""A case as plain values: JSON takes it, and every figure is the case's own."""

from __future__ import annotations

import json

import pytest

from roi.business_case import BusinessCase
from roi.inputs.values import LEDGERS
from roi.scenarios.scenario import Scenario
from roi.summary import DECIMALS, summary

BUSINESS = BusinessCase(Scenario.default().with_values(tickets_per_month=4000), draws=100)


def test_json_takes_it_and_gives_the_same_back():
    found = summary(BUSINESS)
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_every_figure_is_that_of_the_case():
    found, result = summary(BUSINESS), BUSINESS.case
    for name, figure in found["results"].items():
        expected = getattr(result, name)
        assert figure == (expected if expected is None else pytest.approx(expected, abs=1e-6))
    assert set(found["ledgers"]) == set(LEDGERS)
    assert found["futures"]["draws"] == 100
    assert len(found["cumulative_cash"]) == found["horizon_months"] + 1


def test_a_case_that_never_pays_has_no_payback_and_no_rate():
    never = BusinessCase(Scenario.default().with_values(tickets_per_month=1), draws=50)
    results = summary(never)["results"]
    assert (results["payback"], results["irr"]) == (None, None)
    assert round(results["npv"], DECIMALS) == results["npv"] < 0

"""The case: results that hang together, for anything a user could enter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from roi.inputs.values import LEDGERS, Values
from roi.results.case import case
from tests.roi.strategies import values

START = Values.default()


@settings(max_examples=20)
@given(values())
def test_what_is_saved_is_what_comes_in_less_what_goes_out(v: Values):
    found = case(v)
    net = found.gross_savings_per_year - found.running_cost_per_year
    assert found.net_savings_per_year == pytest.approx(net, rel=1e-9, abs=1e-6)
    assert found.cumulative[-1] == pytest.approx(found.net_total, rel=1e-9, abs=1e-6)
    total = found.net_savings_per_year * found.years - found.one_off_cost
    assert found.net_total == pytest.approx(total, rel=1e-9, abs=1e-6)


@settings(max_examples=20)
@given(values())
def test_paid_back_means_that_cash_is_never_below_zero_again(v: Values):
    found = case(v)
    if found.payback is None:
        assert found.cumulative[-1] < 0
    else:
        assert all(cash > -0.01 for cash in found.cumulative[found.payback :])
        assert found.payback == 0 or found.cumulative[found.payback - 1] < 0


def test_only_accepted_ledgers_count_but_all_are_named():
    cash = case(START)
    everything = case(START.but(accepted=frozenset(LEDGERS)))
    assert cash.ledgers == everything.ledgers
    assert cash.gross_savings_per_year == pytest.approx(cash.ledgers["cash"])
    assert everything.gross_savings_per_year == pytest.approx(sum(cash.ledgers.values()))


def test_without_any_cost_there_is_no_return_on_it():
    free = START.but(
        implementation_cost=0, training_hours=0, platform_cost_per_month=0,
        upkeep_hours_per_month=0, price_input=0, price_cached=0, price_output=0, review_seconds=0,
        check_seconds=0,
    )  # fmt: skip
    found = case(free)
    assert found.one_off_cost == 0
    assert found.payback == 0
    assert found.roi is None or found.running_cost_per_year > 0


def test_a_line_a_year_is_its_share_of_the_horizon():
    found = case(START.but(horizon_months=24))
    assert found.years == 2
    assert found.a_year("headcount") == pytest.approx(found.flows.lines["headcount"].sum() / 2)

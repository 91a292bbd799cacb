"""The formulas of finance against figures worked out by hand, and against one another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi.model.finance import (
    discount_factors,
    irr,
    monthly_irr,
    months_until_paid,
    npv,
    payback_months,
    years,
)

money = st.floats(-1e5, 1e5).map(lambda value: round(value, 2))
flows = st.lists(money, min_size=2, max_size=40).map(np.array)


def column(*amounts: float) -> np.ndarray:
    return np.array(amounts)[:, None]


def test_month_12_is_discounted_by_one_year_and_month_13_by_two():
    factors = discount_factors(0.1, 13)[:, 0]
    assert factors[0] == 1
    assert factors[1] == factors[12] == pytest.approx(1 / 1.1)
    assert factors[13] == pytest.approx(1 / 1.21)


def test_draws_stand_side_by_side():
    factors = discount_factors(np.array([0.0, 1.0]), 1)
    assert factors.tolist() == [[1.0, 1.0], [1.0, 0.5]]
    assert npv(column(-10.0, 30.0), np.array([0.0, 1.0])).tolist() == [20.0, 5.0]


@given(flows)
def test_at_no_interest_the_present_value_is_the_sum(given_flows):
    assert npv(given_flows[:, None], 0.0)[0] == pytest.approx(given_flows.sum(), abs=1e-6)


@given(st.floats(1, 1e4), st.floats(-0.5, 1.0))
def test_the_rate_of_return_is_the_rate_that_money_grew_at(invested, rate):
    grown = np.array([-invested] + [0.0] * 11 + [invested * (1 + rate)])
    assert irr(grown) == pytest.approx(rate, abs=1e-6)


@pytest.mark.parametrize("series", [[-5.0, -1.0], [0.0, 0.0], [5.0, 1.0]])
def test_where_nothing_is_invested_or_nothing_comes_back_there_is_no_rate(series):
    assert monthly_irr(np.array(series)) is None
    assert irr(np.array(series)) is None


@given(flows)
def test_from_its_payback_on_cash_is_not_below_zero(given_flows):
    cash = np.cumsum(given_flows)
    month = payback_months(given_flows[:, None])[0]
    if np.isinf(month):
        assert cash[-1] < 0
    else:
        assert (cash[int(month) :] > -0.01).all()
        assert month == 0 or cash[int(month) - 1] < 0


def test_who_falls_below_zero_once_more_is_paid_back_only_after_that():
    assert months_until_paid(column(-1.0, 2.0, -0.5, 0.0)).tolist() == [3.0]
    assert months_until_paid(column(0.0, 1.0)).tolist() == [0.0]


@pytest.mark.parametrize(("months", "begun"), [(1, 1), (12, 1), (13, 2), (24, 2), (0, 0)])
def test_a_year_that_is_begun_counts(months, begun):
    assert years(months) == begun

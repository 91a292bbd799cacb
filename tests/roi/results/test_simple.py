"""The simple view equals its two formulas to the cent, and refuses what makes no sense."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi.errors import InputsError
from roi.results.simple import (
    ANNUAL_SAVINGS,
    MANUAL_HOURS_SAVED,
    SimpleInputs,
    cumulative_cash,
    payback_month,
    read_simple,
    simple_case,
    simple_problems,
    simple_terms,
)

GOOD = {
    "loaded_wage_per_hour": 30,
    "manual_seconds": 180,
    "llm_seconds": 0,
    "tickets_per_month": 1000,
    "running_cost_per_month": 500,
    "one_off_cost": 3000,
    "horizon_months": 12,
}
money = st.floats(0, 1e6, allow_nan=False)
flows = st.lists(st.integers(-1000, 1000), min_size=1, max_size=60)


def test_a_case_worked_by_hand():
    # 180 s x 1000 tickets = 50 h; 50 h x 12 x 30 = 18,000 a year; 1,500 - 500 = 1,000 a month.
    result = simple_case(read_simple(GOOD))
    assert result.hours_saved_per_month == 50
    assert result.annual_savings == 18_000
    assert result.net_per_month == 1_000
    assert result.cumulative_cash[:5] == (-3000, -2000, -1000, 0, 1000)
    assert result.payback_month == 3


@given(
    wage=st.floats(0, 5000),
    manual=st.floats(0, 36000),
    llm=st.floats(0, 36000),
    tickets=st.floats(1, 1e8),
)
def test_savings_equal_the_formula_to_the_cent(
    wage: float, manual: float, llm: float, tickets: float
):
    inputs = SimpleInputs.default(
        loaded_wage_per_hour=wage,
        manual_seconds=manual,
        llm_seconds=llm,
        tickets_per_month=tickets,
    )
    expected = (manual - llm) * (tickets * 12) / 3600 * wage
    assert simple_case(inputs).annual_savings == pytest.approx(expected, rel=1e-12, abs=0.005)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("loaded_wage_per_hour", -1, "between 0 and 5,000, not −1."),
        ("tickets_per_month", 0, "between 1 and 100,000,000, not 0."),
        ("manual_seconds", math.nan, "must be a number, not an undefined one."),
        ("manual_seconds", math.inf, "must be a number, not an endless number."),
        ("horizon_months", 0, "between 1 and 120, not 0."),
        ("horizon_months", 600, "between 1 and 120, not 600."),
        ("horizon_months", 12.5, "must be a whole number, not 12.5."),
        ("one_off_cost", "many", 'must be a number, not "many".'),
        ("one_off_cost", None, "must be a number, not empty."),
        ("one_off_cost", True, 'must be a number, not "True".'),
        ("one_off_cost", 10**400, "not so large a number."),
        ("currency", "dollars", "code of three capital letters"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_at_its_field(
    field: str, value: object, sentence: str
):
    problems = simple_problems({**GOOD, field: value})
    assert list(problems) == [field]
    assert sentence in problems[field]
    with pytest.raises(InputsError) as refused:
        read_simple({**GOOD, field: value})
    assert refused.value.problems == problems


def test_a_missing_field_is_named():
    assert set(simple_problems({})) == set(GOOD)


@given(flows)
def test_payback_is_where_the_cumulative_cash_crosses_zero_for_good(months: list[int]):
    cash = [sum(months[: i + 1]) for i in range(len(months))]
    month = payback_month(cash)
    if month is None:
        assert cash[-1] < 0
    else:
        assert min(cash[month:]) >= 0
        assert month == 0 or cash[month - 1] < 0


@given(cost=money, net=st.floats(-1e5, 1e5), months=st.integers(1, 120))
def test_no_amount_is_undefined_endless_or_minus_zero(cost: float, net: float, months: int):
    cash = cumulative_cash(cost, net, months)
    assert len(cash) == months + 1
    assert all(math.isfinite(c) and str(c) != "-0.0" for c in cash)


def test_nothing_to_pay_and_something_to_gain_pays_back_immediately():
    free = SimpleInputs.default(one_off_cost=0, running_cost_per_month=0)
    assert simple_case(free).payback_month == 0


def test_a_case_that_loses_money_each_month_never_pays_back():
    losing = SimpleInputs.default(one_off_cost=0, running_cost_per_month=100_000)
    assert simple_case(losing).payback_month is None


def test_formulas_show_the_numbers_of_the_scenario():
    terms = simple_terms(read_simple(GOOD))
    assert MANUAL_HOURS_SAVED.with_numbers(terms) == "(180 − 0) × 1,000 ÷ 3,600"
    assert ANNUAL_SAVINGS.with_numbers(terms) == "600 × 30"
    assert "1{,}000" in MANUAL_HOURS_SAVED.latex_with_numbers(terms)
    assert MANUAL_HOURS_SAVED.in_latex().count("\\text{") == 3

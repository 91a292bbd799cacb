"""Laws of the model that hold for any values a user can enter."""

import math
from dataclasses import fields

import numpy as np
import pytest
import pyxirr
from hypothesis import given, settings
from hypothesis import strategies as st

from roi.inputs.values import Values
from roi.model.cash_flows import cash_flows, flows, net_present_value, present_values
from roi.model.finance import discount_factors, irr, npv, payback_months
from roi.model.lines import part, table
from roi.results.case import Case, case
from roi.risk.break_even import npv_at, required
from tests.roi.strategies import values

amounts = st.lists(st.integers(-10_000, 10_000), min_size=2, max_size=60)


def _saves_time(v: Values) -> bool:
    return part(v, "freed_seconds") >= 0


@given(values(), st.floats(1.01, 3))
def test_gross_savings_rise_with_the_wage(v: Values, factor: float):
    if not _saves_time(v):
        return
    raised = v.but(
        wage_per_hour=v["wage_per_hour"] * factor, salary_per_year=v["salary_per_year"] * factor
    )
    benefits = table().where(side="benefit")
    assert flows(raised).total(benefits) >= flows(v).total(benefits) - 1e-9


@given(values(), st.floats(1.01, 3))
def test_gross_savings_rise_with_the_volume(v: Values, factor: float):
    if not _saves_time(v):
        return
    grown = v.but(tickets_per_month=v["tickets_per_month"] * factor)
    benefits = table().where(side="benefit")
    assert flows(grown).total(benefits) >= flows(v).total(benefits) - 1e-9


@given(values(), st.sampled_from(["platform_cost_per_month", "implementation_cost"]))
def test_a_higher_cost_never_makes_the_case_better(v: Values, key: str):
    dearer = v.but(**{key: v[key] + 100})
    assert npv_at(dearer, key, dearer[key])[0] < npv_at(v, key, v[key])[0]


@given(values())
def test_at_a_rate_of_zero_the_npv_is_the_sum(v: Values):
    net = cash_flows(v)
    assert npv(net, 0.0)[0] == pytest.approx(net.sum(), rel=1e-9, abs=1e-6)


@given(amounts, st.floats(0, 1))
def test_npv_agrees_with_pyxirr_on_yearly_sums(months: list[int], rate: float):
    by_year = [months[0], *(sum(months[at : at + 12]) for at in range(1, len(months), 12))]
    expected = pyxirr.npv(rate, by_year, start_from_zero=True)
    found = npv(np.array(months, dtype=float)[:, None], rate)[0]
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-6)


@given(values(), st.integers(1, 70))
@settings(max_examples=40)
def test_present_values_are_the_discounted_lines(v: Values, first: int):
    late = v.but(first_month={"headcount": first})
    worth, lines = present_values(late), flows(late).lines
    factors = discount_factors(late["discount_rate"], late.horizon_months)[:, 0]
    for key, each in worth.items():
        expected = float((lines[key] * factors).sum())
        assert float(np.sum(each)) == pytest.approx(expected, rel=1e-9, abs=1e-6), key
    flow = cash_flows(late)
    assert net_present_value(late)[0] == pytest.approx(
        npv(flow, late["discount_rate"])[0], abs=1e-3
    )


@given(st.integers(1, 10**6), st.lists(st.integers(0, 10**5), min_size=1, max_size=60))
def test_the_rate_of_return_makes_the_npv_zero(invested: int, returns: list[int]):
    series = np.array([-invested, *returns], dtype=float)
    rate = irr(series)
    if rate is None or rate < -0.9:  # close to losing all, the flows outweigh the precision
        return
    factors = (1 + rate) ** (-np.arange(len(series)) / 12)
    assert (series * factors).sum() == pytest.approx(0, abs=1e-4 * invested)


@given(amounts)
def test_payback_is_where_the_cumulative_sum_crosses(months: list[int]):
    cash = np.cumsum(months)
    found = payback_months(np.array(months, dtype=float)[:, None])[0]
    if math.isinf(found):
        assert cash[-1] < 0
    else:
        assert cash[int(found) :].min() >= 0
        assert found == 0 or cash[int(found) - 1] < 0


@given(values(growth_per_year=0.0, ramp_months=0.0), st.randoms())
def test_months_with_equal_flows_can_change_places(v: Values, random: object):
    net = cash_flows(v)[:, 0]
    later = list(net[1:])
    random.shuffle(later)  # type: ignore[attr-defined]
    shuffled = np.array([net[0], *later])[:, None]
    assert npv(shuffled, v["discount_rate"])[0] == pytest.approx(
        npv(net[:, None], v["discount_rate"])[0]
    )
    assert payback_months(shuffled)[0] == payback_months(net[:, None])[0]


@given(values())
@settings(max_examples=50)
def test_no_result_is_undefined_or_endless(v: Values):
    result = case(v)
    for field in fields(Case):
        figure = getattr(result, field.name)
        if isinstance(figure, float):
            assert math.isfinite(figure), field.name
    assert all(math.isfinite(cash) and str(cash) != "-0.0" for cash in result.cumulative)


@given(values())
def test_lines_add_up_to_the_net_cash_flow(v: Values):
    lines = flows(v)
    counted = table().counted(v.accepted)
    net = sum(line.sign * lines.lines[line.key] for line in counted)
    assert lines.net == pytest.approx(net, rel=1e-9, abs=1e-6)


@given(values())
def test_the_cost_per_ticket_falls_by_the_net_savings(v: Values):
    result = case(v)
    saved = (result.cost_per_ticket_before - result.cost_per_ticket_after) * flows(v).tickets.sum()
    years = v.horizon_months / 12
    assert saved == pytest.approx(result.net_savings_per_year * years, rel=1e-6, abs=1e-4)


@given(values(), st.sampled_from(["tickets_per_month", "precision", "coverage", "cashable_share"]))
@settings(max_examples=50)
def test_at_the_required_value_the_npv_is_zero(v: Values, key: str):
    needed = required(v, key)
    if needed.value is None:
        here = npv_at(v, key, v[key])[0]
        assert (here >= -1e-6) == (needed.side == "always")
    else:
        scale = abs(v["implementation_cost"]) + abs(cash_flows(v)).sum() + 1
        assert abs(npv_at(v, key, needed.value)[0]) < 1e-6 * scale


@given(values(), st.floats(0, 1))
def test_draws_side_by_side_equal_one_case_each(v: Values, coverage: float):
    both = cash_flows(v.but(coverage=np.array([coverage, v["coverage"]])))
    alone = cash_flows(v.but(coverage=coverage))[:, 0]
    assert both[:, 0] == pytest.approx(alone)
    assert both[:, 1] == pytest.approx(cash_flows(v)[:, 0])


def test_factors_fall_from_one():
    factors = discount_factors(0.1, 24)[:, 0]
    assert factors[0] == 1
    assert factors[1] == factors[12] == pytest.approx(1 / 1.1)
    assert (np.diff(factors) <= 0).all()

"""The three conventions come from one cash flow, and their bridges add up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roi.inputs.values import LEDGERS, Values
from roi.model.lines import table
from roi.results.case import case
from roi.results.conventions import (
    bridge_to_nucleus,
    bridge_to_tei,
    by_year,
    nucleus,
    tei,
    unadjusted,
)
from tests.roi.strategies import values

shares = st.floats(0, 0.6)
ledgers = st.sets(st.sampled_from(LEDGERS))


@given(values(), shares, shares, ledgers)
@settings(max_examples=40, deadline=None)
def test_both_bridges_add_up(v: Values, lower: float, dearer: float, accepted: set[str]):
    result = case(v.but(accepted=frozenset(accepted)))
    by_side = {"benefit": lower, "cost": dearer}
    adjustments = {key: by_side[line.side] for key, line in table().lines.items()}
    scale = 1e-9 * sum(map(abs, result.present_values.values())) + 1e-6
    for bridge in (bridge_to_tei, bridge_to_nucleus):
        *steps, end = bridge(result, adjustments)
        assert sum(step.amount for step in steps) == pytest.approx(end.amount, abs=scale * 100)


@given(values())
@settings(max_examples=40, deadline=None)
def test_the_years_add_up_to_the_case(v: Values):
    result = case(v)
    years = by_year(result)
    assert sum(years.net) == pytest.approx(result.net_total, rel=1e-9, abs=1e-5)
    assert years.pv_benefits - years.pv_costs == pytest.approx(result.npv, rel=1e-9, abs=1e-5)
    assert all(len(each.years) == years.years + 1 for each in years.lines)


def test_without_adjustment_tei_is_the_plain_case():
    result = case(Values.default())
    assert tei(result, {}).net == pytest.approx(unadjusted(result).net)
    assert tei(result, {}).payback == result.payback


def test_nucleus_never_pays_back_what_loses_money_each_year():
    told = nucleus(case(Values.default(platform_cost_per_month=1e6)))
    assert told.payback is None
    assert told.net < 0


def test_lines_that_are_nothing_are_left_out():
    keys = {each.line.key for each in by_year(case(Values.default())).lines}
    assert "overtime" not in keys
    assert "headcount" in keys

"""Measured inputs: a mean or a growth with its interval, within what the field accepts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi.inputs.assumptions import assumptions
from roi.inputs.observed import growth, mean

counts = st.lists(st.integers(0, 10_000), max_size=40)


@given(st.floats(1, 900), st.floats(0, 500), st.integers(1, 10_000))
def test_a_mean_lies_in_its_interval_and_more_tickets_narrow_it(value, sd, n):
    found = mean("manual_seconds", value, sd, n, "the export")
    assert found.low <= found.value <= found.high
    more = mean("manual_seconds", value, sd, 4 * n, "the export")
    assert more.high - more.low <= found.high - found.low + 1e-9


def test_no_interval_leaves_what_the_field_accepts():
    found = mean("manual_seconds", 1.0, 1000.0, 4, "the export")
    assert found.low == assumptions()["manual_seconds"].minimum


@given(counts)
def test_growth_lies_in_its_interval_or_is_not_told(months):
    found = growth(months, "the export")
    if found is not None:
        assert found.low <= found.high
        assert found.origin.n > 0


def test_a_season_is_not_taken_for_growth():
    season = [100, 100, 100, 300, 300, 300] * 4
    assert growth(season, "the export").value == 0
    assert growth(season[:14], "the export") is None


def test_growth_compares_each_month_with_the_same_one_a_year_before():
    found = growth([100] * 12 + [150] * 3, "the export")
    assert found.value == pytest.approx(0.5)
    assert found.origin.n == 750


def test_a_year_without_tickets_tells_no_growth():
    assert growth([0] * 12 + [10] * 12, "the export") is None
    assert growth([10] * 12 + [0] * 12, "the export") is None

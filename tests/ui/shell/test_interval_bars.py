"""Bars of an interval reach from its low to its high end, in the unit of the axis."""

from __future__ import annotations

import pytest

from routing.evaluation.statistics.intervals import Interval, Measured
from ui.shell.interval_bars import interval_bars

SURE = Measured(0.8, 100, Interval(0.7, 0.95, "Wilson"))
TOO_FEW = Measured(0.5, 2, None)


def test_a_bar_reaches_to_both_ends_in_percent():
    bars = interval_bars([SURE])
    assert bars["array"] == [pytest.approx(15)]
    assert bars["arrayminus"] == [pytest.approx(10)]


def test_an_axis_of_shares_has_bars_in_shares():
    assert interval_bars([SURE], float)["array"] == [pytest.approx(0.15)]


def test_a_point_without_an_interval_stands_without_a_bar_beside_the_others():
    bars = interval_bars([TOO_FEW, SURE])
    assert bars["array"] == [0, pytest.approx(15)]
    assert bars["arrayminus"] == [0, pytest.approx(10)]

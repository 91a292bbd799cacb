"""The native charts hold the model's figures, so that they can be edited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi.export.slides import charts
from roi.export.slides.deck import Box
from roi.results.conventions import BridgeStep
from tests.roi.export.conftest import RUN
from tests.roi.export.slides.conftest import deck_of

BOX = Box(1, 1, 8, 5)


def _drawn(report, draw, *given: object):
    slide = deck_of(report).slide("One", "Say this.")
    draw(slide, BOX, report, *given)
    return next(shape.chart for shape in slide.shapes if shape.has_chart)


def _values(chart) -> dict[str, list[float]]:
    return {series.name: list(series.values) for series in chart.plots[0].series}


def test_the_cash_chart_holds_the_case_and_its_band(measured):
    found, band = _values(_drawn(measured, charts.cash)), measured.uncertainty.band
    assert found["Expected"] == pytest.approx(measured.case.cumulative, abs=0.01)
    assert found["Good case"] == pytest.approx(band.good, abs=0.01)
    assert found["Bad case"] == pytest.approx(band.bad, abs=0.01)
    month = measured.case.payback
    assert found[f"Paid back: month {month}"] == pytest.approx(
        [measured.case.cumulative[month]], abs=0.01
    )


def test_cash_that_never_pays_back_has_no_mark(never):
    assert list(_values(_drawn(never, charts.cash))) == ["Good case", "Expected", "Bad case"]


def test_the_months_end_with_the_horizon(never):
    axis = _drawn(never, charts.cash).category_axis
    assert (axis.minimum_scale, axis.maximum_scale) == (0, 18)


def test_each_step_of_the_bridge_begins_where_the_one_before_ends(measured):
    steps = (BridgeStep("unadjusted", 100, total=True), BridgeStep("benefits", -30),
             BridgeStep("costs", -20), BridgeStep("tei", 50, total=True))  # fmt: skip
    found = _values(_drawn(measured, charts.bridge, steps))
    assert found == {"Level": [0, 70, 50, 0], "Total": [100, 0, 0, 50], "Change": [0, 30, 20, 0]}


def test_a_bridge_below_zero_hangs_from_it(measured):
    steps = (BridgeStep("unadjusted", -50, total=True), BridgeStep("benefits", -30),
             BridgeStep("tei", -80, total=True))  # fmt: skip
    found = _values(_drawn(measured, charts.bridge, steps))
    assert (found["Level"][1], found["Change"][1]) == (-50, -30)


def test_a_step_across_zero_is_drawn_from_zero_to_where_it_ends(measured):
    steps = (BridgeStep("unadjusted", 20, total=True), BridgeStep("benefits", -50),
             BridgeStep("tei", -30, total=True))  # fmt: skip
    found = _values(_drawn(measured, charts.bridge, steps))
    assert (found["Level"][1], found["Change"][1]) == (0, -30)


def test_people_and_router_stand_side_by_side_the_first_on_top(measured):
    chart = _drawn(measured, charts.people_and_router, RUN.categories)
    assert list(chart.plots[0].categories) == ["Delivery", "Other"]
    found = _values(chart)
    assert found["People today"] == [0.86, None]
    assert found["Router, all checked tickets"] == [0.97, 0.9]


def test_where_people_were_not_measured_only_the_router_is_drawn(measured):
    alone = [replace(each, people=None) for each in RUN.categories]
    assert list(_values(_drawn(measured, charts.people_and_router, alone))) == [
        "Router, all checked tickets"
    ]


def test_an_axis_has_the_sign_of_the_currency_and_no_red(euros):
    assert charts.chart_money(euros) == '"€"#,##0;-"€"#,##0'

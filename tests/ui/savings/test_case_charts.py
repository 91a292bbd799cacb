"""The charts of the case show its own figures, gains in the colour of gains."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi.export.report import Report, prepare
from roi.inputs.volume import Volume
from roi.results.bridge import Step
from roi.scenarios.scenario import Scenario
from tests.ui.conftest import LIGHT
from ui.savings.case_charts import by_month, cash, lines, steps

START = replace(Scenario.default(), volume=Volume("sample", 20_000))


@pytest.fixture(scope="module")
def report() -> Report:
    return prepare(START.with_values(tickets_per_month=20_000), draws=300)


@pytest.fixture(scope="module")
def losing() -> Report:
    return prepare(
        START.with_values(tickets_per_month=20_000, platform_cost_per_month=1e5), draws=300
    )


def test_cash_ends_in_three_named_amounts_and_marks_the_payback(report: Report):
    figure = cash(report, LIGHT)
    _, _, middle, marker = figure.data
    assert list(middle.y) == pytest.approx(list(report.case.cumulative))
    assert list(marker.x) == [report.case.payback]
    assert "Payback" in marker.text[0]
    told = [each.text for each in figure.layout.annotations]
    assert [("bad" in t, "expected" in t, "good" in t) for t in told] == [
        (True, False, False), (False, True, False), (False, False, True),
    ]  # fmt: skip


def test_a_case_that_never_pays_back_has_no_such_mark(losing: Report):
    assert losing.case.payback is None
    assert len(cash(losing, LIGHT).data) == 3


@pytest.mark.parametrize(("cost", "up"), [(True, LIGHT.bad), (False, LIGHT.good)])
def test_a_step_up_is_bad_for_a_cost_and_good_for_a_gain(report: Report, *, cost: bool, up: str):
    found = [Step("Before", 100, total=True), Step("More", 20), Step("Hardly", 0.4)]
    (trace,) = steps([*found, Step("After", 0, total=True)], report, LIGHT, cost=cost).data
    assert trace.increasing.marker.color == up
    assert trace.decreasing.marker.color != up
    assert list(trace.y) == ["Before", "More", "After"]
    assert list(trace.measure) == ["absolute", "relative", "absolute"]


def test_a_waterfall_below_zero_has_room_for_its_words(report: Report):
    found = [Step("Start", 10, total=True), Step("Down", -30), Step("End", -20, total=True)]
    low, high = steps(found, report, LIGHT, cost=False).layout.xaxis.range
    assert low < -20
    assert high > 10


def test_what_comes_in_a_month_and_what_goes_out_add_up_to_the_net(report: Report):
    *bars, net = by_month(report, LIGHT).data
    assert list(net.y) == pytest.approx([float(each) for each in report.case.flows.net[1:]])
    sums = [sum(column) for column in zip(*(bar.y for bar in bars), strict=True)]
    assert sums == pytest.approx(list(net.y), abs=0.05)
    assert all(max(map(abs, bar.y)) >= 0.005 for bar in bars)


def test_scenarios_are_told_apart_by_name_and_colour(report: Report, losing: Report):
    figure = lines({"Now": report.case, "x" * 40: losing.case}, "USD", LIGHT)
    assert [trace.name for trace in figure.data] == ["Now", "x" * 25 + "…"]
    assert len({trace.line.color for trace in figure.data}) == 2
    assert LIGHT.bad not in {trace.line.color for trace in figure.data}


def test_however_many_scenarios_there_are_each_is_drawn_in_a_way_of_its_own(report: Report):
    figure = lines({f"Scenario {n}": report.case for n in range(1, 21)}, "USD", LIGHT)
    ways = {(trace.line.color, trace.line.dash) for trace in figure.data}
    assert len(figure.data) == len(ways) == 20

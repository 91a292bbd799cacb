"""Every drawing places the model's figures between 0 and 1, to scale."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi.export import drawings
from roi.export.report import Report, prepare
from roi.export.wording import cash_title
from roi.results.bridge import Step
from tests.roi.export.conftest import DRAWS, RUN

REPORTS = ("measured", "never", "nothing", "euros")


@pytest.fixture(scope="module", params=REPORTS)
def report(request: pytest.FixtureRequest) -> Report:
    return request.getfixturevalue(request.param)


def _scale(marks: list[dict[str, float]], zero: float, place: float) -> float:
    """How far a place lies above zero, in distances between two marks."""
    return (place - zero) / (marks[1]["at"] - marks[0]["at"])


def test_the_line_of_the_cash_is_to_scale(measured):
    found, cash = drawings.cash(measured), measured.case.cumulative
    drawn = [_scale(found["y"], found["zero"], place) for _, place in found["line"]]
    scale = drawn[-1] / cash[-1]
    assert drawn == pytest.approx([amount * scale for amount in cash])
    assert [x for x, _ in found["line"]] == [month / 36 for month in range(37)]


def test_the_cash_is_paid_back_where_its_line_crosses_zero(measured):
    found, month = drawings.cash(measured), measured.case.payback
    assert found["payback"]["text"] == f"Paid back: month {month}"
    assert found["payback"]["y"] >= found["zero"]
    assert found["line"][month - 1][1] < found["zero"]


def test_cash_that_never_pays_back_has_no_mark(never):
    assert drawings.cash(never)["payback"] is None


def test_the_title_of_the_cash_is_the_one_of_the_screens(report):
    assert drawings.cash(report)["title"] == cash_title(report.business)


def test_every_place_lies_on_the_paper(report):
    cash, heat = drawings.cash(report), drawings.heat(report)
    places = [place for key in ("line", "low", "high") for point in cash[key] for place in point]
    levels = (
        drawings.waterfall(report, report.business.waterfall),
        drawings.bridge(report, report.business.bridge_to_tei),
        drawings.tornado(report),
    )
    places += [bar[end] for drawn in levels for bar in drawn["bars"] for end in ("low", "high")]
    places += [end for bar in drawings.by_month(report)["bars"] for end in bar]
    places += [cell["shade"] for row in heat["cells"] for cell in row if cell["shade"] is not None]
    misroutes = drawings.misroute_bar(report)
    places += [misroutes[key] for key in ("at", "most", "tolerated")]
    assert [place for place in places if not -1e-9 <= place <= 1 + 1e-9] == []


def test_each_bar_of_a_waterfall_begins_where_the_one_before_ends(assumed):
    steps = [Step("Today", 100, total=True), Step("Saved", -60), Step("Router", 20),
             Step("Tomorrow", 60, total=True)]  # fmt: skip
    found = drawings.waterfall(assumed, steps)
    today, saved, router, tomorrow = found["bars"]
    assert [bar["kind"] for bar in found["bars"]] == ["total", "gain", "loss", "total"]
    assert (saved["high"], router["low"]) == (today["high"], saved["low"])
    assert tomorrow["high"] == router["high"]


def test_a_step_of_nothing_is_left_out_but_a_total_of_nothing_stays(assumed):
    steps = [Step("Today", 0, total=True), Step("Cents", 0.4), Step("Tomorrow", 0, total=True)]
    labels = [bar["label"] for bar in drawings.waterfall(assumed, steps)["bars"]]
    assert labels == ["Today", "Tomorrow"]


def test_what_raises_cost_is_a_loss_and_what_raises_the_case_a_gain(measured):
    kinds = [b["kind"] for b in drawings.bridge(measured, measured.business.bridge_to_tei)["bars"]]
    assert kinds == ["total", "loss", "loss", "total"]


def test_the_tornado_draws_the_ten_inputs_that_move_most(measured):
    found = drawings.tornado(measured)
    bars = measured.business.tornado
    assert [bar["label"] for bar in found["bars"]] == [bar.label for bar in bars[:10]]
    widths = [abs(bar["high"] - bar["low"]) for bar in found["bars"]]
    assert widths == sorted(widths, reverse=True)
    assert [bar["helps"] for bar in found["bars"]] == [
        bar.npv_at_high >= bar.npv_at_low for bar in bars[:10]
    ]


def test_a_cell_of_the_heat_says_never_and_has_no_shade(never):
    cells = [cell for row in drawings.heat(never)["cells"] for cell in row]
    assert {"text": "never", "shade": None} in cells
    months = [month for row in never.business.grid.payback for month in row]
    assert [cell["text"] == "never" for cell in cells] == [month is None for month in months]


def test_the_misroute_bar_stops_where_the_case_breaks_even(measured):
    found, against = drawings.misroute_bar(measured), measured.business.counter_case
    assert found["limit"] / found["at"] == pytest.approx(against.break_even / against.misroutes)
    assert found["tolerated"] / found["at"] == pytest.approx(0.05 / against.misroutes)


def test_a_case_that_no_rate_of_misroutes_turns_has_no_limit(never):
    found = drawings.misroute_bar(never)
    assert (found["limit"], found["limit_text"]) == (None, "")


def test_benefits_stand_above_zero_and_costs_below_in_every_month(measured):
    found = drawings.by_month(measured)
    assert len(found["bars"]) == measured.scenario.horizon_months
    assert all(cost <= found["zero"] <= gain for gain, cost in found["bars"])
    net = [gain + cost - 2 * found["zero"] for gain, cost in found["bars"]]
    scale = net[-1] / measured.case.flows.net[-1]
    assert net == pytest.approx([amount * scale for amount in measured.case.flows.net[1:]])


def test_months_without_any_counted_benefit_are_drawn_as_costs_alone(measured):
    nothing_accepted = prepare(replace(measured.scenario, accepted=()), draws=DRAWS)
    found = drawings.by_month(nothing_accepted)
    assert len(found["bars"]) == measured.scenario.horizon_months
    assert all(gain == found["zero"] >= cost for gain, cost in found["bars"])


def test_a_tolerance_beyond_the_end_of_the_bar_makes_the_bar_longer(never):
    lenient = replace(never.business, evidence=replace(RUN, asked=0.5))
    assert drawings.misroute_bar(Report(lenient))["tolerated"] <= 1

"""Axes say round amounts, labels are text and no markup, and zero is where it is drawn."""

from __future__ import annotations

import pytest

from tests.ui.conftest import LIGHT
from ui.savings.chart_parts import bare_axis, drawn, faint, money_axis, month_axis, short, wrapped


@pytest.mark.parametrize("label", ["<b>bold</b> & more", "<script>" * 9])
def test_a_label_is_text_to_a_chart_and_no_markup(label: str):
    assert "<" not in short(label)
    assert "<" not in wrapped(label).replace("<br>", "")


def test_a_long_label_is_cut_and_a_colour_can_be_seen_through():
    assert short("x" * 26) == "x" * 26
    assert short("x" * 40) == "x" * 25 + "…"
    assert faint("#0010ff", 0.5) == "rgba(0,16,255,0.5)"


@pytest.mark.parametrize("amounts", [[-3_000.0, 12_000.0], [0.0, 900.0], [-20.0, -5.0]])
def test_an_axis_of_money_holds_every_amount_and_a_line_at_zero(amounts: list[float]):
    found = money_axis("y", amounts, "USD")
    low, high = found["yaxis"]["range"]
    assert low <= min(amounts)
    assert max(amounts) <= high
    assert len(found["yaxis"]["tickvals"]) == len(found["yaxis"]["ticktext"])
    (line,) = found["shapes"]
    assert (line["yref"], line["y0"], line["y1"]) == ("y", 0, 0)


def test_an_axis_across_has_its_line_upright_and_none_where_zero_is_out_of_sight():
    (line,) = money_axis("x", [-10.0, 10.0], "USD")["shapes"]
    assert (line["xref"], line["x0"], line["x1"]) == ("x", 0, 0)
    assert money_axis("x", [90_000.0, 110_000.0], "USD", zero=False)["shapes"] == []


def test_bars_that_say_their_amounts_need_no_axis():
    found = bare_axis("x", [-5.0, 20.0])
    assert found["xaxis"] == {"range": [-5.0, 20.0], "showticklabels": False, "showgrid": False}
    assert found["shapes"]


def test_what_a_chart_wants_of_an_axis_goes_over_what_all_have():
    figure = drawn([], 200, LIGHT, xaxis=month_axis(36), yaxis={"gridcolor": LIGHT.text})
    assert figure.layout.height == 200
    assert figure.layout.xaxis.title.text == "Month"
    assert max(figure.layout.xaxis.tickvals) <= 36
    assert figure.layout.yaxis.gridcolor == LIGHT.text
    assert figure.layout.yaxis.fixedrange

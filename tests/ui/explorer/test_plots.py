"""Which chart suits an answer, and what it draws."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

from tests.ui.conftest import LIGHT
from ui.explorer.plots import MAX_SERIES, OTHER, Plot, draw, numeric, plottable, proposed

DAYS = [dt.date(2026, 1, day) for day in (1, 2)]


def table(**columns: list[object]) -> pa.Table:
    return pa.table(columns)


@pytest.mark.parametrize(
    ("answer", "plot"),
    [
        (table(n=[1, 2]), None),
        (table(word=["a", "b"]), None),
        (table(word=["a", "b"], n=[1, 2]), Plot("bar", "word", ("n",))),
        (table(word=["a"], other=["b"], n=[1]), Plot("bar", "word", ("n",), "other")),
        (table(day=DAYS, n=[1, 2]), Plot("line", "day", ("n",))),
        (table(day=DAYS, word=["a", "b"], n=[1, 2]), Plot("line", "day", ("n",), "word")),
        (table(a=[1, 2], b=[3, 4]), Plot("scatter", "a", ("b",))),
        (table(listed=[[1]], n=[1]), None),
    ],
)
def test_the_types_of_the_columns_choose(answer, plot):
    assert proposed(answer, {}) == plot


def test_a_saved_chart_is_drawn_while_its_columns_are_there():
    answer, saved = table(word=["a"], n=[1]), Plot("line", "word", ("n",)).to_settings()
    assert proposed(answer, saved) == Plot("line", "word", ("n",))
    assert proposed(answer, {**saved, "y": "gone"}) == Plot("bar", "word", ("n",))
    assert proposed(answer, {**saved, "kind": "pie"}) == Plot("bar", "word", ("n",))


def test_amounts_are_numbers_and_an_axis_holds_no_list():
    answer = table(n=[1], word=["a"], listed=[[1]])
    assert numeric(answer) == ["n"]
    assert plottable(answer) == ["n", "word"]


def test_words_of_a_stranger_are_no_markup():
    answer = table(word=["<b>x</b> %{y}"], n=[1])
    (trace,) = draw(answer, Plot("bar", "word", ("n",)), LIGHT).data
    shown = str(trace.x or trace.y)
    assert "<b>" not in shown
    assert "%{y}" not in str(trace.y if trace.orientation == "h" else trace.x)


def test_bars_lie_down_where_words_are_long():
    long = table(word=["a word that is long", "b"], n=[1, 2])
    assert draw(long, Plot("bar", "word", ("n",)), LIGHT).data[0].orientation == "h"
    short = table(word=["a", "b"], n=[1, 2])
    assert draw(short, Plot("bar", "word", ("n",)), LIGHT).data[0].orientation == "v"


def test_after_the_tenth_series_the_others_are_one():
    answer = table(n=list(range(15)), m=list(range(15)), word=[f"w{i}" for i in range(15)])
    drawn = draw(answer, Plot("scatter", "n", ("m",), "word"), LIGHT).data
    assert len(drawn) == MAX_SERIES
    assert (drawn[-1].name, len(drawn[-1].x)) == (OTHER, 15 - MAX_SERIES + 1)


def test_several_measures_stand_in_one_chart():
    answer = table(month=["a", "b"], right=[0.5, 0.6], covered=[0.7, 0.8])
    plot = Plot("line", "month", ("right", "covered"))
    assert proposed(answer, plot.to_settings()) == plot
    drawn = draw(answer, plot, LIGHT)
    assert [(trace.name, list(trace.y)) for trace in drawn.data] == [
        ("right", [0.5, 0.6]), ("covered", [0.7, 0.8]),
    ]  # fmt: skip
    assert drawn.layout.showlegend


def test_a_point_knows_what_it_stands_for():
    answer = table(month=["2026-01", "2026-01"], channel=["web", None], n=[1, 2])
    first, second = draw(answer, Plot("bar", "month", ("n",), "channel"), LIGHT).data
    assert list(first.customdata[0]) == ["2026-01", "web"]
    assert next(iter(second.customdata[0])) == "2026-01"

"""The figures of Misroutes hold every way and week with its numbers."""

from __future__ import annotations

import pandas as pd

from tests.ui.conftest import LIGHT
from ui.misroutes.charts import MAX_WAYS, by_week, ways

FLOWS = pd.DataFrame({"start": ["A", "A", "B"], "finish": ["B", "C", "A"], "tickets": [5, 3, 2]})


def test_a_band_goes_from_where_tickets_started_to_where_they_belong():
    (drawn,) = ways(FLOWS, LIGHT).data
    names = list(drawn.node.label)
    found = [
        (names[source], names[target], value)
        for source, target, value in zip(
            drawn.link.source, drawn.link.target, drawn.link.value, strict=True
        )
    ]
    assert found == [("A", "B", 5), ("A", "C", 3), ("B", "A", 2)]


def test_a_category_has_one_colour_on_both_sides_and_a_place_on_each():
    (drawn,) = ways(FLOWS, LIGHT).data
    pairs = set(zip(drawn.node.label, drawn.node.color, strict=True))
    assert len(pairs) == len({colour for _, colour in pairs}) == 3
    assert sorted(drawn.node.label) == ["A", "A", "B", "B", "C"]


def test_only_the_commonest_ways_are_drawn():
    many = pd.DataFrame(
        {"start": [f"s{i}" for i in range(30)], "finish": ["x"] * 30, "tickets": range(30, 0, -1)}
    )
    assert len(ways(many, LIGHT).data[0].link.value) == MAX_WAYS


def test_a_week_stands_in_its_interval():
    weeks = pd.DataFrame(
        {"week": pd.to_datetime(["2026-01-05", "2026-01-12"]), "share": [0.1, 0.2],
         "low": [0.05, 0.1], "high": [0.2, 0.35], "tickets": [100, 50]}
    )  # fmt: skip
    high, low, share = by_week(weeks, "Went wrong", LIGHT).data
    assert list(high.y) == [0.2, 0.35]
    assert list(low.y) == [0.05, 0.1]
    assert list(share.y) == [0.1, 0.2]
    assert share.customdata[1].tolist() == [50, 0.1, 0.35]

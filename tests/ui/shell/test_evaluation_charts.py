"""The charts of accuracy show every figure with its doubt, and what is too small pale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from routing.evaluation.reliability import reliability as measured
from routing.evaluation.slices.slices import slices
from routing.evaluation.statistics.intervals import Measured, proportion
from tests.ui.conftest import LIGHT
from ui.shell.evaluation_charts import SIDES, pareto, parts, reliability


@dataclass
class FakeEntry:
    """A run as the chart reads it."""

    name: str
    accuracy: Measured
    cost_per_1000: float

    @property
    def run(self) -> Any:
        return self

    @property
    def title(self) -> str:
        return f"Title of {self.name}"


@dataclass
class FakePlan:
    """A planned cascade as the chart reads it."""

    accuracy: Measured
    cost_per_1000: float


def entries(*costs: float) -> list[Any]:
    return [FakeEntry(f"Run {i}", proportion(80 + i, 100), cost) for i, cost in enumerate(costs, 1)]


def test_parts_too_small_for_a_claim_are_pale_and_all_keep_their_order():
    found = slices("channel", {"web": (200, 150), "chat": (29, 29), "mail": (30, 15)})
    figure = parts(found, LIGHT)
    large, small = figure.data
    assert list(large.y) == ["mail (30)", "web (200)"]
    assert list(small.y) == ["chat (29)"]
    assert list(large.x) == [50, 75]
    assert large.marker.color != small.marker.color
    assert list(figure.layout.yaxis.categoryarray) == ["chat (29)", "mail (30)", "web (200)"]


def test_the_ends_of_an_interval_are_where_it_ends():
    found = slices("channel", {"web": (200, 150)})
    large, _ = parts(found, LIGHT).data
    interval = found[0].accuracy.interval
    assert interval is not None
    assert large.x[0] + large.error_x.array[0] == pytest.approx(100 * interval.high)
    assert large.x[0] - large.error_x.arrayminus[0] == pytest.approx(100 * interval.low)


def test_no_parts_make_an_empty_chart():
    assert [len(trace.x) for trace in parts([], LIGHT).data] == [0, 0]


def test_a_confidence_is_held_against_the_diagonal():
    found = measured(np.array([0.15, 0.95, 0.95]), np.array([False, True, False]))
    diagonal, run = reliability({"Run 1": found}, LIGHT).data
    assert list(diagonal.x) == list(diagonal.y) == [0, 1]
    assert list(run.x) == pytest.approx([0.15, 0.95])
    assert list(run.y) == [0, 0.5]
    assert [n for (n,) in run.customdata] == [1, 2]
    assert len(run.error_y.array) == len(run.error_y.arrayminus) == 2


def test_the_runs_that_none_beats_are_joined_and_green():
    line, first, second, third = pareto(entries(0.0, 2.0, 1.0), [0, 1], LIGHT).data
    assert list(line.x) == [0, 2]
    assert [t.marker.color for t in (first, second, third)] == [
        LIGHT.good, LIGHT.good, LIGHT.muted,
    ]  # fmt: skip
    assert len({t.textposition for t in (first, second, third)}) == len(SIDES)


def test_runs_that_all_cost_nothing_are_rows_without_a_cost():
    figure = pareto(entries(0.0, 0.0), [1], LIGHT)
    (rows,) = figure.data
    assert list(rows.y) == ["Run 1", "Run 2"]
    assert list(rows.x) == [81, 82]
    assert list(rows.marker.color) == [LIGHT.muted, LIGHT.good]
    assert figure.layout.xaxis.title.text == "Accuracy"


@pytest.mark.parametrize(("cost", "side"), [(0.4, "middle right"), (1.6, "middle left")])
def test_a_planned_cascade_is_named_where_its_words_fit(cost: float, side: str):
    plan: Any = FakePlan(proportion(90, 100), cost)
    *_, cascade = pareto(entries(0.0, 2.0), [0, 1], LIGHT, plan).data
    assert list(cascade.x) == [cost]
    assert list(cascade.y) == [90]
    assert cascade.textposition == side

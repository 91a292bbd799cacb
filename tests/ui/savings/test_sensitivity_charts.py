"""The charts of sensitivity say in which direction an input moves the case, and where none pays."""

from __future__ import annotations

import pytest

from roi.export.report import Report, prepare
from roi.risk.sensitivity import grid
from roi.scenarios.scenario import Scenario
from ui.savings.sensitivity_charts import BARS, NEVER, payback_map, tornado
from ui.shell.theme import Colours

COLOURS = Colours(
    "#111111", "#666666", "#dddddd", "#ffffff", tuple(f"#0000{n:02d}" for n in range(9)),
    ("#ffffff", "#000000"), {},
)  # fmt: skip


@pytest.fixture(scope="module")
def report() -> Report:
    return prepare(Scenario.default())


def test_a_bar_is_green_where_its_end_is_better_than_the_case_and_red_where_it_is_worse(report):
    figure = tornado(report.business.tornado, report, COLOURS)
    low, high = figure.data
    assert len(low.y) == min(BARS, len(report.business.tornado))
    for arm in (low, high):
        gains = [length >= 0 for length in arm.x]
        assert list(arm.marker.color) == [COLOURS.good if g else COLOURS.bad for g in gains]


def test_a_cell_in_which_it_never_pays_says_so(report):
    found = grid(report.scenario, "wage_per_hour", "tickets_per_month", [0.01, 40], [100.0, 1e5])
    (cells,) = payback_map(found, report, COLOURS).data
    assert cells.text[0][0] == NEVER
    assert cells.text[1][1] == str(found.payback[1][1])
    assert cells.z[0][0] > report.scenario.horizon_months

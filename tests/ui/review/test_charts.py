"""Accepted suggestions, period by period, with their intervals."""

from __future__ import annotations

import pytest

from routing.evaluation.statistics.intervals import proportion
from tests.ui.conftest import LIGHT
from ui.review.charts import accepted


def test_each_period_shows_its_share_and_both_ends():
    found = {"May": proportion(90, 100), "June": proportion(3, 4)}
    (drawn,) = accepted(found, LIGHT).data
    assert list(drawn.x) == ["May", "June"]
    assert list(drawn.y) == pytest.approx([90, 75])
    assert list(drawn.customdata) == [100, 4]
    for share, up, down, each in zip(
        drawn.y, drawn.error_y.array, drawn.error_y.arrayminus, found.values(), strict=True
    ):
        assert share + up == pytest.approx(100 * each.interval.high)
        assert share - down == pytest.approx(100 * each.interval.low)

"""The figures of Misroutes hold every week with its numbers."""

from __future__ import annotations

import pandas as pd

from tests.ui.conftest import LIGHT
from ui.misroutes.charts import by_week


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

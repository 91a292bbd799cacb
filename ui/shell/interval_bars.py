"""Intervals as a chart draws them: a bar on both sides of a point."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from roi.numbers import in_percent
from routing.evaluation.statistics.intervals import Measured


def interval_bars(
    found: Sequence[Measured], scale: Callable[[float], float] = in_percent
) -> dict[str, Any]:
    """What Plotly wants as `error_x` or `error_y`; a point without an interval gets no bar.

    scale: from a share to the unit of the axis.
    """
    ends = [(m.interval.low, m.interval.high) if m.interval else (m.value, m.value) for m in found]
    return {
        "type": "data",
        "symmetric": False,
        "thickness": 1.5,
        "width": 4,
        "array": [scale(high - m.value) for m, (_, high) in zip(found, ends, strict=True)],
        "arrayminus": [scale(m.value - low) for m, (low, _) in zip(found, ends, strict=True)],
    }

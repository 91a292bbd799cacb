"""The marks of an axis: round, evenly spaced, and enclosing all values."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

ROUND_STEPS: Final = (1, 2, 2.5, 5, 10)
MONTH_STEPS: Final = (1, 2, 3, 6, 12)
MAX_MONTH_MARKS: Final = 10
# Below it a fifth of the distance, or a power of ten, is no number that a computer tells from zero.
MIN_DISTANCE: Final = 1e-300


def ticks(values: Iterable[float], count: int = 5, *, zero: bool = True) -> list[float]:
    """Round, evenly spaced marks of an axis that enclose all values, and zero unless left out.

    >>> ticks([-12, 87])
    [-20.0, 0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    >>> ticks([0]), ticks([5e-324])
    ([0.0, 1.0], [0.0, 1.0])
    >>> ticks([101, 109], zero=False)
    [100.0, 102.0, 104.0, 106.0, 108.0, 110.0]
    """
    found = [0.0, *values] if zero else [*values]
    low, high = min(found), max(found)
    if high - low < MIN_DISTANCE:
        return [low, low + 1.0]
    raw = (high - low) / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(m * power for m in ROUND_STEPS if m * power >= raw * (1 - 1e-9))
    first, last = math.floor(low / step), math.ceil(high / step)
    return [i * step + 0.0 for i in range(first, last + 1)]


def month_ticks(horizon: int) -> list[int]:
    """Months to mark on an axis, at most about ten of them.

    >>> month_ticks(36)
    [0, 6, 12, 18, 24, 30, 36]
    """
    step = next((s for s in MONTH_STEPS if horizon / s <= MAX_MONTH_MARKS), MONTH_STEPS[-1])
    return list(range(0, horizon + 1, step))

"""Measured inputs from counts and means: what a run and an export say of a desk."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from roi.inputs.assumptions import assumptions
from roi.inputs.origin import Input
from roi.units import MONTHS_A_YEAR

# Half the width of a 95 % interval in standard deviations.
Z95: Final = 1.959964
# So many months of this year are held against the same months of the year before.
MIN_PAIRS: Final = 3


def mean(key: str, value: float, sd: float, n: int, source: str) -> Input:
    """A measured mean with its 95 % interval.

    Formula: mean ± 1.96 × standard deviation ÷ √n, within what the field accepts.

    >>> seconds = mean("manual_seconds", 150.0, 60.0, 400, "the export")
    >>> round(seconds.low, 2), round(seconds.high, 2)
    (144.12, 155.88)
    """
    margin = Z95 * sd / math.sqrt(n)
    return _within(key, value, value - margin, value + margin, n=n, source=source)


def growth(counts: Sequence[int], source: str) -> Input | None:
    """Growth of the volume a year from the tickets of whole months, oldest first.

    Formula: tickets of the newest months ÷ tickets of the same months a year before − 1, so that
    a season is not taken for growth. The interval is that of a ratio of two Poisson counts.
    None unless three months have a counterpart.

    >>> rising = growth([100] * 12 + [110] * 12, "the export")
    >>> round(rising.value, 3), round(rising.low, 3), round(rising.high, 3)
    (0.1, 0.017, 0.189)
    >>> growth([100] * 14, "the export") is None
    True
    """
    pairs = min(len(counts) - MONTHS_A_YEAR, MONTHS_A_YEAR)
    if pairs < MIN_PAIRS:
        return None
    now, start = sum(counts[-pairs:]), len(counts) - MONTHS_A_YEAR - pairs
    before = sum(counts[start : start + pairs])
    if not now or not before:
        return None
    ratio, spread = now / before, math.exp(Z95 * math.sqrt(1 / now + 1 / before))
    ends = ratio / spread - 1, ratio * spread - 1
    return _within("growth_per_year", ratio - 1, *ends, n=now + before, source=source)


def _within(key: str, value: float, low: float, high: float, *, n: int, source: str) -> Input:
    """The interval cut to what the field accepts, as no figure lies beyond that."""
    rule = assumptions()[key]
    low, high = (min(rule.maximum, max(rule.minimum, end)) for end in (low, high))
    found = Input.measured(key, value, n=n, low=low, high=high, source=source)
    return replace(found, base=float(value))

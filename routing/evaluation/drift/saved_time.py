"""What routing really saves: the hold-out set beside the tickets that were routed."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np

from routing.evaluation.dial.certify import Floats
from routing.evaluation.statistics.intervals import LEVEL, Interval, normal_quantile

MIN_TICKETS: Final = 30


@dataclass(frozen=True, slots=True)
class Saved:
    """Triage time that routing saves, found by comparing with the hold-out.

    before, now: mean seconds a ticket with people alone, and as routed.
    share: part of the time before that is saved. held_out, routed: tickets of either kind.
    """

    before: float
    now: float
    share: float
    interval: Interval
    held_out: int
    routed: int

    @property
    def seconds(self) -> float:
        """Saved seconds a ticket."""
        return self.before - self.now

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves no doubt that time is saved or lost."""
        return self.interval.low > 0 or self.interval.high < 0


def saved_time(held_out: Floats, routed: Floats) -> Saved | None:
    """Compare seconds spent on triage; None where either kind has fewer than 30 tickets.

    The interval is that of a ratio of two independent means (delta method): the relative errors
    of both add up.
    """
    if min(held_out.size, routed.size) < MIN_TICKETS or held_out.mean() <= 0:
        return None
    before, now = float(held_out.mean()), float(routed.mean())
    ratio = now / before
    error = sqrt(_squared_error(routed) + ratio**2 * _squared_error(held_out)) / before
    half = normal_quantile(0.5 + LEVEL / 2) * error
    interval = Interval(1 - ratio - half, 1 - ratio + half, "ratio of means, delta method")
    return Saved(before, now, 1 - ratio, interval, held_out.size, routed.size)


def _squared_error(seconds: Floats) -> float:
    return float(np.var(seconds, ddof=1)) / seconds.size

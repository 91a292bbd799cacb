"""What routing really saves: the hold-out set beside the tickets that were routed."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, sqrt
from typing import Final

import numpy as np

from routing.evaluation.dial.certify import Floats
from routing.evaluation.statistics.intervals import LEVEL, Interval, normal_quantile

MIN_TICKETS: Final = 30
_METHOD: Final = "ratio of means, delta method on the log scale"


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

    The interval is that of a ratio of two independent means on the log scale (delta method).
    Few tickets often miss the rare long ones, so that they seem to differ less than they do:
    either kind is taken to spread as much as the other one, where that is more.
    """
    if min(held_out.size, routed.size) < MIN_TICKETS or held_out.mean() <= 0:
        return None
    before, now = float(held_out.mean()), float(routed.mean())
    if now <= 0:
        return Saved(before, now, 1.0, Interval(1.0, 1.0, _METHOD), held_out.size, routed.size)
    by_people = _spread(routed[routed > 0])
    error = sqrt(
        max(_spread(held_out), by_people) / held_out.size
        + max(_spread(routed), _spread(held_out)) / routed.size
    )
    ratio, factor = now / before, exp(normal_quantile(0.5 + LEVEL / 2) * error)
    interval = Interval(1 - ratio * factor, 1 - ratio / factor, _METHOD)
    return Saved(before, now, 1 - ratio, interval, held_out.size, routed.size)


def _spread(seconds: Floats) -> float:
    """The variance in squares of the mean; 0 where there are fewer than two values."""
    return float(np.var(seconds, ddof=1) / seconds.mean() ** 2) if seconds.size > 1 else 0.0

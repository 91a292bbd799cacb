"""The hold-out: tickets that by lot go to people as before, to see what routing really saves."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from math import sqrt
from typing import Final

import numpy as np

from routing.errors import EvaluationError
from routing.evaluation.certify import Floats
from routing.evaluation.intervals import LEVEL, Interval, normal_quantile

MAX_SHARE: Final = 0.2
MIN_TICKETS: Final = 30
_RANGE: Final = 2**64


def is_held_out(ticket: str, share: float, lot: str) -> bool:
    """Whether a ticket goes to people by lot; the same ticket always draws the same.

    share: between 0 and 0.2. lot: a secret of the workspace, so that nobody can pick.

    >>> sum(is_held_out(str(i), 0.05, "any") for i in range(10_000))
    475
    """
    if not 0 <= share <= MAX_SHARE:
        raise EvaluationError(
            f"A hold-out of {share:.0%} is not possible: choose between 0 % and {MAX_SHARE:.0%}."
        )
    drawn = blake2b(f"{lot}\0{ticket}".encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(drawn, "big") < share * _RANGE


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

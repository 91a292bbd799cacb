"""Whether new tickets look like those the thresholds were chosen on.

The promise of the dial holds for tickets of the same kind. New tickets have no labels, but they
have confidences and texts. Strangers among them make the router less sure: were no more of them
below any confidence than of the tickets before, there would be none. So the surplus is held
against the share of mistakes that was allowed, which strangers alone could use up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.errors import EvaluationError
from routing.evaluation.dial.certify import Floats

MIN_TICKETS: Final = 50
TO_LABEL: Final = 200
OTHER_LENGTH: Final = 0.3
RARE: Final = 0.001
# The series of the limit: so many terms are exact to the last digit where it is below 1.
TERMS: Final = 30
SMALL: Final = 0.04


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What is known of tickets without knowing their category.

    confidence: of each decision, 0 for `Unknown`.
    length: characters of each text; empty where texts are not known.
    """

    confidence: Floats
    length: Floats


@dataclass(frozen=True, slots=True)
class Shift:
    """How new tickets differ from those the thresholds were chosen on.

    less_sure: the most that the share of new tickets below any confidence is larger, 0 to 1.
    length: the largest gap between the shares shorter than any length (Kolmogorov-Smirnov).
    less_sure_p, length_p: how often two sets of the same kind differ that much.
    then, now: tickets of either set.
    """

    less_sure: float
    less_sure_p: float
    length: float
    length_p: float
    then: int
    now: int

    def doubt(self, asked: float) -> str | None:
        """Why the promise of an asked precision does not carry over; None where it does."""
        found = []
        if self.less_sure > 1 - asked and self.less_sure_p <= RARE:
            found.append(
                f"the router is less sure of up to {100 * self.less_sure:.0f}\u202f% more of them, "
                f"and only {100 * (1 - asked):g}\u202f% may be wrong"
            )
        if self.length > OTHER_LENGTH and self.length_p <= RARE:
            found.append(f"{100 * self.length:.0f}\u202f% of their texts are of another length")
        if not found:
            return None
        return (
            f"The {100 * asked:g}\u202f% cannot be promised for the {self.now:,} new tickets, "
            f"which are unlike the {self.then:,} that the thresholds were chosen on: "
            f"{'; '.join(found)}. "
            f"Label {TO_LABEL} of them at random to see how often it is right on them."
        )


def shift(then: Look, now: Look) -> Shift | None:
    """Compare labelled tickets with new ones; None where the new ones are too few to tell.

    Raises EvaluationError where there is nothing to compare with.
    """
    if not then.confidence.size:
        raise EvaluationError("There are no confidences to compare the new tickets by.")
    if now.confidence.size < MIN_TICKETS:
        return None
    less_sure = _gap(now.confidence, then.confidence, either_way=False)
    length = _gap(now.length, then.length, either_way=True)
    return Shift(*less_sure, *length, then.confidence.size, now.confidence.size)


def _gap(now: Floats, then: Floats, *, either_way: bool) -> tuple[float, float]:
    """The largest gap by which the cumulative share of `now` is above, and how rare it is.

    either_way: above or below. Source of how rare: Smirnov, Annals of Mathematical Statistics 19
    (1948), the limit for many tickets.
    """
    if not now.size or not then.size:
        return 0.0, 1.0
    ends = np.union1d(now, then)
    above = _shares(now, ends) - _shares(then, ends)
    gap = float(np.max(np.abs(above) if either_way else above))
    square = max(0.0, gap) ** 2 * now.size * then.size / (now.size + then.size)
    if not either_way:
        return max(0.0, gap), math.exp(-2 * square)
    terms = np.arange(1, TERMS + 1)
    series = 2 * float(np.sum(-((-1.0) ** terms) * np.exp(-2 * square * terms**2)))
    return gap, min(1.0, series) if square > SMALL else 1.0


def _shares(figures: Floats, ends: Floats) -> Floats:
    """The share of the figures at or below each end."""
    found: Floats = np.searchsorted(np.sort(figures), ends, side="right") / figures.size
    return found

"""Whether new tickets look like those the thresholds were chosen on.

The promise of the dial holds for tickets of the same kind. New tickets have no labels, but they
have confidences: where those are spread differently, the promise does not carry over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from routing.errors import EvaluationError
from routing.evaluation.certify import Floats

LARGE: Final = 0.1
RARE: Final = 0.001


@dataclass(frozen=True, slots=True)
class Shift:
    """How differently the confidences of two sets of tickets are spread.

    distance: the largest gap between the shares below any confidence (Kolmogorov-Smirnov), 0 to 1.
    p_value: how often two sets of the same kind lie that far apart.
    """

    distance: float
    p_value: float
    then: int
    now: int

    @property
    def is_shifted(self) -> bool:
        """Both large and no accident: a small gap in many tickets is no alarm."""
        return self.distance >= LARGE and self.p_value <= RARE

    @property
    def sentence(self) -> str:
        """What follows for the promise of the dial."""
        gap = f"the confidences lie up to {100 * self.distance:.0f} points apart"
        if self.is_shifted:
            return (
                f"The {self.now:,} new tickets are unlike the {self.then:,} that the thresholds "
                f"were chosen on ({gap}), so the promised precision cannot be counted on: label "
                "some of the new ones."
            )
        return f"The {self.now:,} new tickets are like those the thresholds were chosen on ({gap})."


def shift(then: Floats, now: Floats) -> Shift:
    """Compare the confidences the thresholds were chosen on with those of new tickets.

    Raises EvaluationError if one of them is empty.
    """
    from scipy.stats import ks_2samp  # noqa: PLC0415 - slow to import

    if not then.size or not now.size:
        raise EvaluationError("There are no confidences to compare the new tickets by.")
    found = ks_2samp(then, now, method="asymp")
    return Shift(float(found.statistic), float(found.pvalue), then.size, now.size)

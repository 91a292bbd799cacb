"""What more labels are likely to bring: a power law through the errors measured so far.

Errors of learners fall as `floor + scale × n ** -power` with the number of labels. The law is
fitted to the measured points; its uncertainty comes from drawing each point anew from its own
interval and fitting again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.evaluation.statistics.intervals import Interval, Measured

if TYPE_CHECKING:
    from numpy.typing import NDArray

DRAWS: Final = 400
MIN_POINTS: Final = 4
POWERS: Final = np.linspace(0.05, 1.5, 30)
FLOORS: Final = np.linspace(0.0, 0.95, 20)
METHOD: Final = "power law, redrawn points"


@dataclass(frozen=True, slots=True)
class Point:
    """What a router that learned from so many labels did on the held-back tickets.

    coverage: share auto-routed at the asked precision, 0 where no threshold meets it.
    """

    labels: int
    accuracy: Measured
    coverage: Measured


@dataclass(frozen=True, slots=True)
class Outlook:
    """What so many more labels are likely to bring.

    gain: change of the accuracy; its interval is None where `reason` says why it cannot be told.
    """

    more: int
    gain: float
    interval: Interval | None
    reason: str = ""

    @property
    def sentence(self) -> str:
        """The outlook as a person would say it.

        >>> Outlook(100, 0.012, Interval(0.004, 0.021, "")).sentence
        'The next 100 labels are likely to bring 1.2 points of accuracy (0.4 to 2.1).'
        """
        if self.interval is None:
            return f"What the next {self.more:,} labels bring cannot be told: {self.reason}."
        low, high = 100 * self.interval.low, 100 * self.interval.high
        return (
            f"The next {self.more:,} labels are likely to bring {100 * self.gain:.1f} points of "
            f"accuracy ({low:.1f} to {high:.1f})."
        )


def outlook(points: Sequence[Point], more: int = 100) -> Outlook:
    """What `more` labels on top of the last point are likely to bring."""
    why_not = _why_not(points)
    if why_not:
        return Outlook(more, 0.0, None, why_not)
    labels = np.array([p.labels for p in points], dtype=np.float64)
    errors = np.array([1 - p.accuracy.value for p in points])
    spread = np.array([_spread(p.accuracy) for p in points])
    drawn = np.random.default_rng(0).normal(errors, spread, (DRAWS, len(points)))
    both = np.vstack([errors, np.clip(drawn, 0, 1)])
    gains = _gains(labels, both, spread, more)
    low, high = np.quantile(gains[1:], [0.025, 0.975])
    return Outlook(more, float(gains[0]), Interval(float(low), float(high), METHOD))


def _why_not(points: Sequence[Point]) -> str:
    if len({p.labels for p in points}) < MIN_POINTS:
        return f"fewer than {MIN_POINTS} sizes were tried so far"
    if any(p.accuracy.interval is None for p in points):
        return "the accuracies have no intervals"
    first, last = points[0].accuracy, points[-1].accuracy
    if first.interval and last.interval and last.interval.high <= first.interval.low:
        return "with more labels it has become worse"
    return ""


def _spread(figure: Measured) -> float:
    if figure.interval is None:  # pragma: no cover - looked at before
        return 0.0
    return max(1e-3, (figure.interval.high - figure.interval.low) / 4)


def _gains(
    labels: NDArray[np.float64], errors: NDArray[np.float64], spread: NDArray[np.float64], more: int
) -> NDArray[np.float64]:
    """The fall in error after `more` labels under the best law, for each row of errors."""
    best = np.full(len(errors), np.inf)
    gains = np.zeros(len(errors))
    weight = 1 / np.square(spread)
    last = labels[-1]
    for power in POWERS:
        shape = labels**-power
        fall = last**-power - (last + more) ** -power
        for floor in FLOORS:
            scale = np.maximum(0, (errors - floor) @ (weight * shape) / (weight @ shape**2))
            misfit = np.square(errors - floor - scale[:, None] * shape) @ weight
            better = misfit < best
            best[better], gains[better] = misfit[better], (scale * fall)[better]
    return gains

"""The promise watch: whether auto-routed tickets are still right as often as was promised.

Blind reviews of auto-routed tickets, drawn at random, are counted one by one. Each is a bet that
from some label on more are wrong than promised, and the whole stake is spread over the labels at
which that may begin, earlier ones getting more. While the promise is kept, the stake does not grow
on average, so it reaches 1/error with a chance of `error` at most, however often one looks and over
all labels together (Ville's inequality).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, log
from typing import Final

import numpy as np

from routing.errors import EvaluationError

ERROR: Final = 0.01
GROWTHS: Final = (2.1, 4.75)  # of the odds of a mistake: from 5 % to 10 % and to 20 %
PARTS: Final = (0.6, 0.4)
DELAY: Final = 100
HORIZON: Final = 100_000  # labels over which the stake is spread
_SPREAD: Final = float((1 / (np.arange(HORIZON) + DELAY)).sum())


@dataclass(frozen=True, slots=True)
class PromiseWatch:
    """The evidence so far that a promised precision is not kept.

    promised: the precision, between 0 and 1. labels, wrong: blind reviews so far.
    stakes: what has become of the stake put on each growth.
    """

    promised: float
    labels: int = 0
    wrong: int = 0
    stakes: tuple[float, ...] = (0.0,) * len(GROWTHS)
    broken_at: int | None = None

    def __post_init__(self) -> None:
        if not 0 < self.promised < 1:
            raise EvaluationError(
                f"A promised precision of {self.promised} cannot be watched: "
                "give one between 0 and 1."
            )

    def after(self, *, wrong: bool) -> PromiseWatch:
        """The evidence after one more label.

        >>> watch = PromiseWatch(0.95)
        >>> for i in range(90):
        ...     watch = watch.after(wrong=i % 4 == 0)
        >>> watch.is_broken, watch.broken_at
        (True, 45)
        """
        allowed = 1 - self.promised
        new = 1 / (self.labels + DELAY) / _SPREAD if self.labels < HORIZON else 0.0
        stakes = tuple(
            (stake + new) * (growth if wrong else 1.0) / (1 - allowed + growth * allowed)
            for stake, growth in zip(self.stakes, GROWTHS, strict=True)
        )
        later = replace(self, labels=self.labels + 1, wrong=self.wrong + int(wrong), stakes=stakes)
        if self.broken_at is None and later.evidence >= 1 / ERROR:
            return replace(later, broken_at=later.labels)
        return later

    @property
    def evidence(self) -> float:
        """How many times the stake has grown; the promise counts as broken at 100."""
        return sum(part * stake for part, stake in zip(PARTS, self.stakes, strict=True))

    @property
    def is_broken(self) -> bool:
        """Whether the evidence has ever been enough."""
        return self.broken_at is not None

    def labels_needed(self, wrong: float) -> int:
        """Further labels until it would count as broken, were that share wrong from now on.

        >>> PromiseWatch(0.95).labels_needed(0.2)
        116
        """
        if self.is_broken:
            return 0
        allowed = 1 - self.promised
        missing = log(1 / ERROR / max(self.evidence, 1 / HORIZON))
        gains = [wrong * log(growth) - log(1 - allowed + growth * allowed) for growth in GROWTHS]
        return ceil(missing / max(*gains, 1e-6))

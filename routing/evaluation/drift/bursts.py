"""Bursts: one text many times on one day, far more often than the reference lets expect."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.evaluation.drift.distinct_texts import NO_DAY
from routing.evaluation.drift.traits import Traits

MIN_BURST: Final = 20
SHARE: Final = 0.05  # of the usual tickets of a day


@dataclass(frozen=True, slots=True)
class Burst:
    """A text that came too often on a day. count: how often so far."""

    day: int
    text: int
    count: int


class BurstWatch:
    """Counts equal texts day by day."""

    def __init__(self, reference: Traits) -> None:
        days = max(np.unique(reference.day).size, 1)
        self._limit = max(MIN_BURST, SHARE * len(reference) / days)
        self.day = NO_DAY
        self.counts: Counter[int] = Counter()
        self.told: set[int] = set()

    def see(self, day: int, text: int) -> Burst | None:
        """Count one ticket; a burst when it has just become one."""
        if day == NO_DAY:
            return None
        if day != self.day:
            self.day, self.counts, self.told = day, Counter(), set()
        self.counts[text] += 1
        if self.counts[text] < self._limit or text in self.told:
            return None
        self.told.add(text)
        return Burst(day, text, self.counts[text])

"""Volume: whether days bring more or fewer tickets than any comparable day of the reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.evaluation.dial.certify import Counts, Floats
from routing.evaluation.drift.distinct_texts import NO_DAY
from routing.evaluation.drift.evidence import Detectors, factors
from routing.evaluation.drift.rhythm import WEEK, weekday

MIN_DAYS: Final = 7
ROOM: Final = 1.25  # beyond the extremes of the reference


@dataclass(frozen=True, slots=True)
class Moved:
    """Volume has moved. since: the day. usual, now: distinct tickets a day."""

    higher: bool
    since: int
    usual: float
    now: tuple[float, ...]


class VolumeWatch:
    """Counts the distinct tickets of each day and judges whole days.

    missing: days that the reference still lacks before volume can be watched.
    days: counts since the reference; the first and the current day are not judged.
    """

    def __init__(self, reference: Counts, error: float) -> None:
        counts, first = _per_day(reference)
        self.missing = max(0, MIN_DAYS - counts.size)
        self.days: dict[int, int] = {}
        self._first: int | None = None
        self.detectors = Detectors(np.full(2, 1 / (counts.size + 1)), np.full(2, 2 / error))
        if not self.missing:
            at = weekday(first + np.arange(counts.size))
            self._usual = _usual(counts, at)
            ratio = counts / np.maximum(self._usual[at], 1.0)
            self._high, self._low = float(ratio.max()) * ROOM, float(ratio.min()) / ROOM

    def see(self, day: int) -> Moved | None:
        """Count a ticket; what the days before say, when it is the first of a new one."""
        if self.missing or day == NO_DAY:
            return None
        found = None
        if self._first is None:
            self._first = day
        latest = max(self.days, default=day)
        for whole in range(latest, day):
            if whole > self._first:
                found = self._judge(whole) or found
        self.days[day] = self.days.get(day, 0) + 1
        return found

    def _judge(self, day: int) -> Moved | None:
        count = self.days.setdefault(day, 0)
        ratio = count / max(self._expected(day), 1.0)
        true = np.array([ratio > self._high, ratio < self._low])
        over = self.detectors.see(factors(true, self.detectors.bounds))
        if not over:
            return None
        self.detectors.rest(over[0])
        higher = over[0] == 0
        since = day
        while since - 1 in self.days and (
            (self.days[since - 1] / max(self._expected(since - 1), 1.0) > 1) == higher
        ):
            since -= 1
        now = tuple(float(self.days[d]) for d in range(since, day + 1))
        return Moved(higher, since, float(self._usual.mean()), now)

    def _expected(self, day: int) -> float:
        return float(self._usual[weekday(np.array([day]))[0]])


def _per_day(days: Counts) -> tuple[Counts, int]:
    """Tickets of each whole day, and the first such day; the outer days may have been cut."""
    known = days[days != NO_DAY]
    if not known.size:
        return np.zeros(0, dtype=np.int64), 0
    return np.bincount(known - known.min())[1:-1].astype(np.int64), int(known.min()) + 1


def _usual(counts: Counts, at: Counts) -> Floats:
    """The usual number on each day of the week; of all days where a weekday was never seen."""
    return np.array([
        counts[at == d].mean() if (at == d).any() else counts.mean() for d in range(WEEK)
    ])  # fmt: skip

"""What a look of the drift watch has come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite, nan

import numpy as np

from routing.evaluation.drift.alarm import Alarm
from routing.evaluation.drift.promise import PromiseWatch
from routing.evaluation.drift.watch import Watch


@dataclass(frozen=True, slots=True)
class Span:
    """The reference: times of its first and last ticket, None where unknown, and its size."""

    start: datetime | None
    until: datetime | None
    tickets: int


@dataclass(frozen=True, slots=True)
class DriftReport:
    """What a look has come to.

    looks: tickets looked at since the reference. as_of: when the newest of them came.
    alarms: all against this reference, oldest first. new: ids of those raised by this look.
    promise: the evidence that the promised precision is not kept, None where none was promised.
    volume_days_missing: days that the reference lacks before volume can be watched.
    """

    looks: int
    as_of: datetime | None
    reference: Span
    alarms: tuple[Alarm, ...]
    new: frozenset[int]
    promise: PromiseWatch | None
    volume_days_missing: int

    @classmethod
    def of(
        cls, watch: Watch, tickets: int, alarms: tuple[Alarm, ...], new: set[int]
    ) -> DriftReport:
        """What a watch against a reference of so many tickets shows."""
        times = watch.reference.traits.time
        known = times[np.isfinite(times)]
        start, until = (float(known.min()), float(known.max())) if known.size else (nan, nan)
        return cls(
            watch.seen, moment(as_of(watch)), Span(moment(start), moment(until), tickets),
            alarms, frozenset(new), watch.promise, watch.volume_days_missing,
        )  # fmt: skip


def as_of(watch: Watch) -> float:
    """When the newest ticket that a watch has seen came; NaN where unknown."""
    times = watch.memory.traits.time
    return float(np.nanmax(times)) if np.isfinite(times).any() else nan


def moment(seconds: float) -> datetime | None:
    """Seconds since 1970 as a time in UTC; None where unknown.

    >>> moment(0).isoformat(), moment(nan)
    ('1970-01-01T00:00:00+00:00', None)
    """
    return datetime.fromtimestamp(seconds, UTC) if isfinite(seconds) else None

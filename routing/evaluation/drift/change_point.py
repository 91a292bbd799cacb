"""When a share began to grow, and what it has been since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import Final

import numpy as np

from routing.evaluation.dial.certify import Counts, Flags, Floats
from routing.evaluation.drift.alarm import Size
from routing.evaluation.drift.bounds import anytime_interval

SIZE_ERROR: Final = 0.05
NEAR: Final = 100.0  # tickets by which a beginning may be off
ROUNDING: Final = 1e-9
SHARE: Final = "share of tickets"
ACCURACY: Final = "accuracy"


@dataclass(frozen=True, slots=True)
class Seen:
    """How often something was true of how many in the reference."""

    hits: float
    n: float

    @classmethod
    def of(cls, true: Flags) -> Seen:
        """Counted in the reference."""
        return cls(float(true.sum()), float(true.size))

    @property
    def share(self) -> float:
        """The share of which it was true."""
        return self.hits / self.n if self.n else 0.0


@dataclass(frozen=True, slots=True)
class Beginning:
    """When a share began to be larger.

    place: in the stream, as near to the truth as can be told. first: the likeliest first ticket of
    the series, from which on its size is counted.
    """

    place: int
    first: int


def began(true: Flags, at: Counts, reference: Seen) -> Beginning:
    """When a share began to be larger than in the reference.

    at: the places of the tickets, rising. Every start is as likely as the share before and after
    it makes what was seen (both unknown, any share as likely as another); between two tickets it
    is spread evenly. The place is the middle of the 200 tickets that hold the most of it.

    >>> began(np.arange(100) >= 60, np.arange(100), Seen(10, 100))
    Beginning(place=60, first=60)
    """
    if not true.size:
        return Beginning(0, 0)
    chance = _chances(true, reference)
    edges = np.concatenate([[at[0] - 1], at]).astype(np.float64)
    below = np.concatenate([[0.0], np.cumsum(chance)])
    middles = np.unique(np.concatenate([edges, edges + NEAR, edges - NEAR]))
    held = np.interp(middles + NEAR, edges, below) - np.interp(middles - NEAR, edges, below)
    # Where many places hold as much, the middle one of them is told.
    best = middles[held >= held.max() * (1 - ROUNDING)]
    place = int(np.clip(ceil((best[0] + best[-1]) / 2), max(at[0], 0), at[-1]))
    return Beginning(place, int(chance.argmax()))


def _chances(true: Flags, reference: Seen) -> Floats:
    """How likely it is that the share began to be larger with each ticket."""
    from scipy.special import betaln  # noqa: PLC0415 - slow to import

    n_after = np.arange(true.size, 0, -1, dtype=np.float64)
    after = np.cumsum(true[::-1])[::-1].astype(np.float64)
    n_before, before = true.size - n_after, true.sum() - after
    a, b = reference.hits + 0.5, reference.n - reference.hits + 0.5
    logs = betaln(a + before, b + n_before - before) + betaln(1 + after, 1 + n_after - after)
    larger = after / n_after > (a + before) / (a + b + n_before)
    logs = np.where(larger, logs, -np.inf)
    if not larger.any():
        return np.full(true.size, 1 / true.size)
    chance = np.exp(logs - logs.max())
    return np.asarray(chance / chance.sum())


def share_since(true: Flags, start: int, reference: float) -> Size:
    """The share from a place on; its interval holds although the place was found by looking."""
    part = true[start:]
    hits, n = float(part.sum()), float(part.size)
    low, high = anytime_interval(hits, n, SIZE_ERROR)
    return Size(SHARE, reference, hits / n if n else 0.0, low, high)


def accuracy_since(wrong: Flags, start: int, reference: float) -> Size:
    """The same for the share that is right."""
    return replace(of_the_others(share_since(wrong, start, reference)), unit=ACCURACY)


def of_the_others(size: Size) -> Size:
    """The share of the tickets that are not meant."""
    return Size(size.unit, 1 - size.reference, 1 - size.now, 1 - size.high, 1 - size.low)

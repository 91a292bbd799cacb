"""Figures with their uncertainty: the record behind every number that was measured."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Final

LEVEL: Final = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the true value lies with a confidence of `level`, by the named method."""

    low: float
    high: float
    method: str
    level: float = LEVEL


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure measured on `n` tickets; `interval` is None where none can be given honestly."""

    value: float
    n: int
    interval: Interval | None = None

    @property
    def rest(self) -> float:
        """What a measured share leaves of the whole.

        >>> Measured(0.75, 40).rest
        0.25
        """
        return 1 - self.value


@dataclass(frozen=True, slots=True)
class Difference:
    """How much larger one share is than another, both measured on the same `n` tickets.

    value: difference of the two shares, from -1 to 1; times 100 it is points.
    """

    value: float
    n: int
    interval: Interval

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves no doubt about which of the two is larger."""
        return self.interval.low > 0 or self.interval.high < 0

    def in_words(self, other: str) -> str:
        """The difference as a person would say it.

        >>> Difference(0.041, 900, Interval(0.019, 0.063, "")).in_words("people")
        'better than people by 4.1 points (1.9 to 6.3)'
        >>> Difference(-0.02, 90, Interval(-0.08, 0.04, "")).in_words("people")
        'not clearly different from people: −2.0 points (−8.0 to 4.0)'
        """
        low, high = self.interval.low, self.interval.high
        if not self.is_clear:
            return f"not clearly different from {other}: {_points(self.value, low, high)}"
        if self.value > 0:
            return f"better than {other} by {_points(self.value, low, high)}"
        return f"worse than {other} by {_points(-self.value, -high, -low)}"


def _points(value: float, low: float, high: float) -> str:
    """Shares as points; adding 0.0 turns -0.0 into 0.0."""
    points, least, most = (round(100 * share, 1) + 0.0 for share in (value, low, high))
    return f"{points:.1f} points ({least:.1f} to {most:.1f})".replace("-", "−")


def wilson(hits: float, n: float, level: float = LEVEL) -> Interval:
    """Wilson's score interval for a share of `hits` in `n`.

    It stays inside 0..1 and is honest for shares near 0 or 1 and for few tickets.

    >>> interval = wilson(9, 10)
    >>> round(interval.low, 3), round(interval.high, 3)
    (0.596, 0.982)
    """
    z = normal_quantile(0.5 + level / 2)
    share, weight = hits / n, z * z / n
    centre = (share + weight / 2) / (1 + weight)
    half = z / (1 + weight) * sqrt(share * (1 - share) / n + weight / (4 * n))
    low = 0.0 if hits == 0 else max(0.0, centre - half)
    high = 1.0 if hits == n else min(1.0, centre + half)
    return Interval(low, high, "Wilson", level)


def proportion(hits: int, n: int, level: float = LEVEL) -> Measured | None:
    """A share with its Wilson interval; None where there is nothing to divide by.

    >>> proportion(3, 4).value
    0.75
    >>> proportion(0, 0) is None
    True
    """
    if n == 0:
        return None
    return Measured(hits / n, n, wilson(hits, n, level))


def poisson(count: int, level: float = LEVEL) -> Interval:
    """The interval of the rate behind a count of independent events (exact; Garwood 1936).

    >>> interval = poisson(0)
    >>> round(interval.low, 2), round(interval.high, 2)
    (0.0, 3.69)
    """
    from scipy.special import gammaincinv  # noqa: PLC0415 - slow to import

    half = (1 - level) / 2
    low = float(gammaincinv(count, half)) if count else 0.0
    return Interval(low, float(gammaincinv(count + 1, 1 - half)), "Poisson, exact", level)


def paired_difference(only_first: int, only_second: int, n: int) -> Difference:
    """By how much the first of two answers to the same `n` tickets is right more often.

    only_first, only_second: tickets that only the one of them got right.
    The interval is that of Bonett and Price (2012): one ticket is added to each of the two
    counts, which keeps it honest for few tickets and for counts of zero.

    >>> difference = paired_difference(1, 7, 21)
    >>> round(difference.interval.low, 3), round(difference.interval.high, 3)
    (-0.508, -0.013)
    """
    first, second = (only_first + 1) / (n + 2), (only_second + 1) / (n + 2)
    centre = first - second
    z = normal_quantile(0.5 + LEVEL / 2)
    half = z * sqrt(max(0.0, first + second - centre * centre) / (n + 2))
    interval = Interval(max(-1.0, centre - half), min(1.0, centre + half), "Bonett-Price, paired")
    return Difference((only_first - only_second) / n, n, interval)


def normal_quantile(probability: float) -> float:
    """The value that a standard normal variable stays below with that probability."""
    return NormalDist().inv_cdf(probability)

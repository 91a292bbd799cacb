"""How much better one is than another, in the language of the reader."""

from __future__ import annotations

from roi.numbers import number
from roi.numbers.language import phrase
from routing.evaluation.statistics.intervals import Difference

POINTS = 100


def in_words(difference: Difference, other: str) -> str:
    """A difference of two shares as a person would say it, in points with its interval.

    >>> from routing.evaluation.statistics.intervals import Interval
    >>> in_words(Difference(-0.04, 900, Interval(-0.06, -0.02, "")), "people")
    'worse than people by 4.0 points (2.0 to 6.0)'
    """
    value, low, high = difference.value, difference.interval.low, difference.interval.high
    if not difference.is_clear:
        name = "not_clear"
    elif value > 0:
        name = "better"
    else:
        name, value, low, high = "worse", -value, -high, -low
    points, least, most = (number(POINTS * share, 1) for share in (value, low, high))
    return phrase(name, other=other, points=points, least=least, most=most)

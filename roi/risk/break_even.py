"""What must be true: the value of an input at which the case just pays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from roi.inputs.assumptions import assumptions
from roi.inputs.values import Amount, Numbers, Values
from roi.model.cash_flows import net_present_value
from roi.units import HAIR

POINTS: Final = 65
ROUNDS: Final = 5
Side = Literal["at least", "at most", "always", "never"]


@dataclass(frozen=True, slots=True)
class Required:
    """The value of one input at which the net present value is zero, all else unchanged.

    side: "at least" or "at most" the value; "always" when every allowed value pays,
        "never" when none does.
    value: None with "always" and "never".
    """

    key: str
    side: Side
    value: float | None = None


def required(v: Values, key: str) -> Required:
    """The value an input must have for the case to pay within the horizon.

    The net present value must reach 0 between the smallest and the largest value the field
    accepts. Where it is reached on both sides of today's value, the nearer one counts.

    >>> v = Values.default()
    >>> volume = required(v, "tickets_per_month")
    >>> volume.side, round(volume.value), abs(npv_at(v, volume.key, volume.value)[0]) < 0.01
    ('at least', 4199, np.True_)
    """
    rule = assumptions()[key]
    now = v.number(key)
    ends = npv_at(v, key, np.array([rule.minimum, now, rule.maximum]))
    low, here, high = (bool(end >= -HAIR) for end in ends)
    if low and here and high:
        return Required(key, "always")
    roots = []
    if low != here:
        roots.append(Required(key, _side(pays_above=here), _root(v, key, rule.minimum, now)))
    if high != here:
        roots.append(Required(key, _side(pays_above=high), _root(v, key, now, rule.maximum)))
    return min(roots, key=lambda root: abs((root.value or 0) - now), default=Required(key, "never"))


def _side(*, pays_above: bool) -> Side:
    return "at least" if pays_above else "at most"


def npv_at(v: Values, key: str, value: Amount) -> Numbers:
    """The net present value with one input replaced by one or many values."""
    worth = net_present_value(v.but(**{key: value}))
    return np.broadcast_to(worth, np.atleast_1d(value).shape)


def _root(v: Values, key: str, low: float, high: float) -> float:
    """Where the sign changes between two values that have different signs.

    Each round looks at many points at once, which suits arrays better than halving does; the
    last bracket is crossed in a straight line, exact for the inputs that act in proportion.
    """
    for _ in range(ROUNDS):
        points = np.linspace(low, high, POINTS)
        worth = npv_at(v, key, points)
        pays = worth >= 0
        at = int(np.argmax(pays != pays[0])) or 1
        low, high = float(points[at - 1]), float(points[at])
        first, last = float(worth[at - 1]), float(worth[at])
    return low if last == first else low - first * (high - low) / (last - first)

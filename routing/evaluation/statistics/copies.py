"""Copies of a text are right or wrong together, so ten of them prove no more than one.

What is shown is measured on all tickets, as they come. Its interval, and every verdict, has to hold
twice: among all tickets, and among their different texts.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from routing.evaluation.statistics.intervals import Interval, Measured

# The near-duplicate group of each ticket; of a million tickets numbers are much quicker.
Groups = Sequence[Hashable] | npt.NDArray[np.int64]


def first_of_each(groups: Groups) -> npt.NDArray[np.int64]:
    """The place of the first ticket of each group.

    >>> first_of_each(["a", "b", "a"]).tolist(), first_of_each(np.array([7, 3, 7])).tolist()
    ([0, 1], [0, 1])
    """
    if isinstance(groups, np.ndarray):
        return np.sort(np.unique(groups, return_index=True)[1])
    first: dict[Hashable, int] = {}
    for at, key in enumerate(groups):
        first.setdefault(key, at)
    return np.fromiter(first.values(), dtype=np.int64, count=len(first))


def both(one: Interval, other: Interval) -> Interval:
    """The narrowest interval that holds two, by the method of the first.

    >>> both(Interval(0.4, 0.6, "Wilson"), Interval(0.3, 0.5, "Wilson"))
    Interval(low=0.3, high=0.6, method='Wilson', level=0.95)
    """
    return replace(one, low=min(one.low, other.low), high=max(one.high, other.high))


def also_of_texts(tickets: Measured, texts: Measured | None) -> Measured:
    """A figure of all tickets; its interval holds that of the different texts, too."""
    if tickets.interval is None or texts is None or texts.interval is None:
        return tickets
    return replace(tickets, interval=both(tickets.interval, texts.interval))

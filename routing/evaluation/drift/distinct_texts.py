"""Equal texts of a day count once: an incident is a burst, and no drift."""

from __future__ import annotations

from collections import deque
from typing import Final

import numpy as np

from routing.evaluation.dial.certify import Counts, Flags

NO_DAY: Final = -1
DAYS_KEPT: Final = 3
ENDINGS_KEPT: Final = 50


class Distinct:
    """Remembers the texts of the latest days."""

    def __init__(self) -> None:
        self.seen: dict[int, set[int]] = {}

    def of(self, days: Counts, texts: Counts) -> Flags:
        """Which tickets are the first of their text on their day; all where days are unknown."""
        first = np.ones(days.size, dtype=bool)
        for i, (day, text) in enumerate(zip(days.tolist(), texts.tolist(), strict=True)):
            if day == NO_DAY:
                continue
            known = self.seen.setdefault(day, set())
            first[i] = text not in known
            known.add(text)
        for day in sorted(self.seen)[:-DAYS_KEPT]:
            del self.seen[day]
        return first


class Endings:
    """Tells which texts end like one of the latest, and unlike any of the reference.

    Many texts of one new ending have a signature or a footer that was not there before.
    """

    def __init__(self, known: frozenset[int]) -> None:
        self._known = known
        self.latest: deque[int] = deque(maxlen=ENDINGS_KEPT)

    def of(self, endings: Counts) -> Flags:
        """Which of these endings are repeated."""
        repeated = np.zeros(endings.size, dtype=bool)
        for i, ending in enumerate(endings.tolist()):
            repeated[i] = ending in self.latest and ending not in self._known
            self.latest.append(ending)
        return repeated


def repeated_within(endings: Counts) -> Flags:
    """Which tickets of a reference would count as repeated, were the others the reference.

    Their ending came shortly before and nowhere else.

    >>> repeated_within(np.array([1, 2, 2, 3, 1])).tolist()
    [False, False, True, False, True]
    """
    found = np.zeros(endings.size, dtype=bool)
    order = np.argsort(endings, kind="stable")
    same = np.split(order, np.flatnonzero(np.diff(endings[order])) + 1) if endings.size else []
    for rows in same:
        if rows.size > 1 and rows[-1] - rows[0] <= ENDINGS_KEPT:
            found[rows[1:]] = True
    return found

"""Figures of a router version, from what was kept when it was judged."""

from __future__ import annotations

from roi.numbers import number
from routing.evaluation.statistics.intervals import Measured, proportion
from store.learning.versions import Version


def proposed_coverage(version: Version) -> Measured | None:
    """The share that its proposed thresholds route alone; None where it has no proposal."""
    kept = version.proposal
    return proportion(round(kept["coverage"] * kept["n"]), kept["n"]) if "n" in kept else None


def right_of(share: float, n: int) -> str:
    """A share of right answers as the count that it came from.

    >>> right_of(0.9, 1234)
    '1,111 of 1,234'
    """
    return f"{number(round(share * n))} of {number(n)}"

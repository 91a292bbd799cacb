"""The volume: whether a file is the whole desk, and what its months say of the year."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from roi.inputs.assumptions import Strength, assumptions
from roi.inputs.observed import Z95
from roi.inputs.origin import Assumed, Input, Measured
from roi.numbers import month, number, percent
from roi.numbers.language import phrase
from roi.numbers.locale import current
from roi.units import MONTHS_A_YEAR

Extent = Literal["whole desk", "sample"]
EXTENTS: Final[tuple[Extent, ...]] = get_args(Extent)
DAYS_A_MONTH: Final = 365.25 / MONTHS_A_YEAR
# How far a volume that a person says may be off.
SAID_SPREAD: Final = 0.1
# A month this far below the middle one is a gap of the export, not a quiet month.
GAP_BELOW: Final = 0.25
CLEAR_DEVIATIONS: Final = 3
FEW: Final = 2  # months below it have a sentence of their own


@dataclass(frozen=True, slots=True)
class Volume:
    """What a person answered: is this file the whole desk, and how many tickets come a month?

    first, last: the period of the file, None where it has no dates.
    tickets_per_month: as said; None where the file is the whole desk and its period counts.
    """

    extent: Extent
    tickets_per_month: float | None = None
    first: date | None = None
    last: date | None = None

    @property
    def words(self) -> str:
        """The origin of the volume, in a few words.

        >>> Volume("sample", 4000).words
        'entered by you; the file is a sample'
        """
        what = "the whole desk" if self.extent == "whole desk" else "a sample"
        source = "counted in the file" if self.tickets_per_month is None else "entered by you"
        period = (
            f" of {month(self.first)} to {month(self.last)}" if self.first and self.last else ""
        )
        return f"{source}; the file is {what}{period}"

    def tickets(self, in_file: int) -> Input | None:
        """The input "tickets a month" that follows from the answer; None where none does.

        A whole desk counts by its period, with the interval of a Poisson count; less than a
        month of it says nothing of a month. What a person says may be 10 % off.

        >>> year = Volume("whole desk", first=date(2026, 1, 1), last=date(2026, 12, 31))
        >>> round(year.tickets(1200).value), Volume("sample").tickets(300) is None
        (100, True)
        """
        if self.tickets_per_month is not None:
            said, spread = self.tickets_per_month, self.tickets_per_month * SAID_SPREAD
            origin = Assumed(self.words, Strength.MEDIUM)
            return _bounded(said, said - spread, said + spread, origin)
        if self.extent == "sample" or not (self.first and self.last):
            return None
        months = ((self.last - self.first).days + 1) / DAYS_A_MONTH
        if months < 1 or not in_file:
            return None
        margin = Z95 * math.sqrt(in_file)
        counts = (in_file, in_file - margin, in_file + margin)
        value, low, high = (count / months for count in counts)
        return _bounded(value, low, high, Measured(in_file, low, high, self.words))


@dataclass(frozen=True, slots=True)
class Season:
    """What the months of a file say of the year.

    months: tickets of each whole month, oldest first. gaps: months that lack most tickets.
    peak: the busiest month where it is busier than chance makes one of twelve, None otherwise, and
        its share above the average one.
    covers_a_year: twelve whole months without a gap; else the average month may mislead.
    """

    months: Mapping[date, int]
    gaps: tuple[date, ...]
    peak: date | None
    peak_above: float
    covers_a_year: bool

    @property
    def finding(self) -> str:
        """The title of a chart of the months.

        >>> counts = {date(2026, m, 1): 100 for m in range(1, 13)} | {date(2026, 12, 1): 150}
        >>> season(counts).finding
        'December is 44.0\u202f% above the average month'
        >>> season({date(2026, 1, 1): 5}).finding
        'Tickets by month'
        """
        if self.gaps:
            names = ", ".join(month(each, long=True) for each in self.gaps)
            return phrase("lacks_months", names=names)
        if self.peak is None or not self.covers_a_year:
            return phrase("tickets_by_month")
        return phrase(
            "peak_month",
            month=current().long_months[self.peak.month - 1],
            above=percent(self.peak_above),
        )

    @property
    def warning(self) -> str:
        """Why the average month may not be the year's, or nothing."""
        if self.gaps:
            return phrase("gap_warning")
        if not self.covers_a_year:
            n = len(self.months)
            return phrase(f"short_file_{n}" if n < FEW else "short_file", n=number(n))
        return ""


def season(months: Mapping[date, int]) -> Season:
    """Gaps and the peak of whole months; a month without any ticket counts as 0.

    >>> quiet = {date(2026, m, 1): 100 for m in (1, 2, 4)}
    >>> season(quiet).gaps
    (datetime.date(2026, 3, 1),)
    """
    filled = {month: months.get(month, 0) for month in _between(months)}
    middle = sorted(filled.values())[len(filled) // 2] if filled else 0
    gaps = tuple(month for month, n in filled.items() if n < GAP_BELOW * middle)
    average = sum(filled.values()) / len(filled) if filled else 0
    peak = max(filled, key=lambda month: filled[month], default=None)
    # Counts of Poisson: of twelve equal months the busiest lies below three deviations.
    clear = average + CLEAR_DEVIATIONS * math.sqrt(average)
    stands_out = peak is not None and average > 0 and filled[peak] > clear
    return Season(
        months=filled,
        gaps=gaps,
        peak=peak if stands_out else None,
        peak_above=filled[peak] / average - 1 if peak and stands_out else 0.0,
        covers_a_year=len(filled) >= MONTHS_A_YEAR and not gaps,
    )


def _bounded(value: float, low: float, high: float, origin: Assumed | Measured) -> Input:
    rule = assumptions()["tickets_per_month"]
    return Input(
        "tickets_per_month", value, max(low, rule.minimum), min(high, rule.maximum), origin
    )


def _between(months: Mapping[date, int]) -> list[date]:
    """Every month from the first to the last."""
    if not months:
        return []
    at, found = min(months), []
    while at <= max(months):
        found.append(at)
        at = date(at.year + at.month // MONTHS_A_YEAR, at.month % MONTHS_A_YEAR + 1, 1)
    return found

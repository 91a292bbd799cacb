"""Days as they stand in a document."""

from __future__ import annotations

from datetime import date

from roi import numbers


def day(on: date | None) -> str:
    """A day as it stands in a document.

    >>> day(date(2026, 11, 28)), day(None)
    ('28 November 2026', '')
    """
    return "" if on is None else numbers.day(on, long=True)


def short_day(on: date) -> str:
    """A day with its month in three letters."""
    return numbers.day(on)

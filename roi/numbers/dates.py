"""Days, months and moments as the reader's locale writes them."""

from __future__ import annotations

from datetime import date, datetime

from roi.numbers.locale import current


def day(on: date) -> str:
    """A day, with its month in letters, so that no two countries read two days.

    >>> day(date(2026, 11, 9))
    '9 Nov 2026'
    """
    return current().date(on, "day")


def month(on: date) -> str:
    """The month of a day.

    >>> month(date(2026, 11, 9))
    'Nov 2026'
    """
    return current().date(on, "month")


def moment(at: datetime) -> str:
    """A day and the minute.

    >>> moment(datetime(2026, 11, 9, 8, 5))
    '9 Nov 2026 08:05'
    """
    return f"{day(at)} {at:%H:%M}"

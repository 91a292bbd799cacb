"""Days, months and moments as the reader's locale writes them."""

from __future__ import annotations

from datetime import date, datetime

from roi.numbers.locale import current


def day(on: date, *, long: bool = False) -> str:
    """A day, with its month in letters, so that no two countries read two days.

    >>> day(date(2026, 11, 9)), day(date(2026, 11, 9), long=True)
    ('9 Nov 2026', '9 November 2026')
    """
    return current().date(on, "day", long=long)


def month(on: date, *, long: bool = False) -> str:
    """The month of a day.

    >>> month(date(2026, 11, 9)), month(date(2026, 11, 9), long=True)
    ('Nov 2026', 'November 2026')
    """
    return current().date(on, "month", long=long)


def moment(at: datetime) -> str:
    """A day and the minute.

    >>> moment(datetime(2026, 11, 9, 8, 5))
    '9 Nov 2026 08:05'
    """
    return f"{day(at)} {at:%H:%M}"

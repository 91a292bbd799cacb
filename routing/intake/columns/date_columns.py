"""Dates of a file seen together: which is the earlier, and whether the day stands first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, Literal

from routing.intake.columns.header_aliases import languages_of
from routing.intake.values.times import order_of, parse_time, separator_of

_ENGLISH: Final = frozenset({"en"})
_NEARLY_ALL: Final = 0.95
_MAX_ROWS: Final = 200


def opened_and_closed(columns: Mapping[int, Sequence[str]]) -> tuple[int | None, int | None]:
    """Of some columns of dates the one tickets open with, and the one they close with.

    >>> opened_and_closed({4: ["2024-01-05", "2024-01-09"], 2: ["2024-01-04", "2024-01-09"]})
    (2, 4)
    >>> opened_and_closed({})
    (None, None)
    """
    times = {n: _times(cells) for n, cells in columns.items()}
    if not times:
        return None, None
    opened = max(times, key=lambda n: (_share_not_after(times[n], times.values()), _full(times[n])))
    later = [
        n for n, found in times.items()
        if n != opened and found != times[opened] and _is_after(found, times[opened])
    ]  # fmt: skip
    # Of several, only the closing date is missing where a ticket is still open.
    partly = [n for n in later if _full(times[n]) < 1]
    closed = later if len(later) == 1 else partly
    return opened, closed[0] if len(closed) == 1 else None


def _times(cells: Sequence[str]) -> list[datetime | None]:
    day_first = order_of(cells) != "month"
    return [parse_time(cell, day_first=day_first) for cell in cells[:_MAX_ROWS]]


def _full(times: Sequence[datetime | None]) -> float:
    return sum(time is not None for time in times) / max(1, len(times))


def _share_not_after(
    times: Sequence[datetime | None], others: Iterable[Sequence[datetime | None]]
) -> float:
    """In how many rows this is the earliest date; a row without it does not count for it."""
    rows = list(zip(*others, strict=True))
    early = sum(
        time is not None and all(other is None or time <= other for other in row)
        for time, row in zip(times, rows, strict=True)
    )
    return early / max(1, len(times))


def _is_after(times: Sequence[datetime | None], first: Sequence[datetime | None]) -> bool:
    both = [(a, b) for a, b in zip(first, times, strict=True) if a and b]
    return bool(both) and sum(a <= b for a, b in both) >= _NEARLY_ALL * len(both)


def likely_order(header: Sequence[str], values: Sequence[str]) -> Literal["day", "month"]:
    """The likelier order where every value can be read both ways.

    Only English headers with slashes speak for the month: other languages and other signs
    between the numbers go with the day first.

    >>> likely_order(["ID", "Data de abertura"], ["05/09/2025"])
    'day'
    >>> likely_order(["ID", "Opened at"], ["05/09/2025"])
    'month'
    """
    if separator_of(values) != "/":
        return "day"
    known = [languages_of(name) for name in header]
    foreign = sum(bool(found) and not found & _ENGLISH for found in known)
    english = sum(found == _ENGLISH for found in known)
    # "ID" and "Status" stand in files of every language.
    return "day" if 2 * foreign > english else "month"

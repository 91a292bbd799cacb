"""From a row of an answer to the tickets behind it, by the names of its columns."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from store.tickets import OF_RUN, Filters
from usecases.exploring.selection import month, week, with_value

_COLUMNS: Final = {
    "id": "q", "ticket_id": "q", "actual_category": "actual", "first_category": "first",
    "predicted": "predicted", "channel": "channel", "language": "language", "start": "first",
    "suggested": "probably",
}  # fmt: skip
_MONTH: Final = re.compile(r"\d{4}-\d{2}")


def tickets_of(row: Mapping[str, Any], attributes: Collection[str] = ()) -> Filters:
    """The tickets that a row is about; every ticket where no column says it.

    attributes: the other columns of the export. `category` is the predicted one where the actual
    category stands beside it.

    >>> tickets_of({"category": "Fraud", "actual_category": "Billing", "n": 7}).predicted
    'Fraud'
    >>> tickets_of({"month": "2026-02", "Plan": "pro", "n": 7}, {"Plan"}).until
    datetime.date(2026, 2, 28)
    """
    filters = Filters()
    for name, value in row.items():
        for key, each in _filters(name, value, row, attributes).items():
            filters = with_value(filters, key, each)
    return filters


def _filters(
    name: str, value: Any, row: Mapping[str, Any], attributes: Collection[str]
) -> dict[str, Any]:
    """The filters that one cell stands for."""
    if name in attributes and value not in (None, ""):
        return {f"attribute.{name}": str(value)}
    plain = name.lower()
    if (day := _day(plain, value)) is not None:
        return {"month": month, "week": week}.get(plain, _one_day)(day)
    if not isinstance(value, str) or not value:
        return {}
    if plain == "category":
        return {"predicted" if "actual_category" in row else "actual": value}
    if plain in {"disposition", "review_kind"} and value in OF_RUN:
        return {"outcome": value}
    return {_COLUMNS[plain]: value} if plain in _COLUMNS else {}


def _day(name: str, value: Any) -> dt.date | None:
    """The day that a cell begins with, where its column is one of time."""
    if name not in {"month", "week", "day", "date", "created_at"}:
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str) and _MONTH.fullmatch(value):
        return dt.date.fromisoformat(f"{value}-01")
    return None


def _one_day(day: dt.date) -> dict[str, dt.date]:
    return {"since": day, "until": day}

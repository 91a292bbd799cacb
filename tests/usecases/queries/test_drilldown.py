"""From a row of an answer to its tickets."""

from __future__ import annotations

import datetime as dt

import pytest

from store.tickets import EVERY_TICKET, Filters
from usecases.queries.drilldown import tickets_of


def march(first: int, last: int) -> Filters:
    return Filters(since=dt.date(2026, 3, first), until=dt.date(2026, 3, last))


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"category": "A", "n": 3}, Filters(actual="A")),
        ({"category": "A", "actual_category": "B"}, Filters(predicted="A", actual="B")),
        ({"id": "T-1"}, Filters(text="T-1")),
        ({"channel": "web", "disposition": "auto"}, Filters(channel="web", outcome="auto")),
        ({"disposition": "odd"}, EVERY_TICKET),
        ({"Plan": "pro", "team": "x"}, Filters(attributes=(("Plan", "pro"),))),
        ({"month": dt.datetime(2026, 3, 5)}, march(1, 31)),  # noqa: DTZ001
        ({"week": dt.date(2026, 3, 3)}, march(2, 8)),
        ({"day": dt.date(2026, 3, 2)}, march(2, 2)),
        ({"month": "spring", "n": 1, "channel": None}, EVERY_TICKET),
    ],
)  # fmt: skip
def test_the_names_of_the_columns_say_which_tickets(row, found):
    assert tickets_of(row, {"Plan"}) == found

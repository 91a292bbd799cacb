# ruff: noqa: E501 - one case a line reads best as a table
"""Dates and durations in the forms that exports use."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from routing.intake.values.numbers import parse_count, parse_seconds, unit_of
from routing.intake.values.times import order_of, parse_time

TIMES = {
    "2024-03-12": "2024-03-12T00:00:00",
    "2024-03-12 09:41": "2024-03-12T09:41:00",
    "2024-03-12T09:41:30Z": "2024-03-12T09:41:30",
    "2024-03-12T09:41:30.123456Z": "2024-03-12T09:41:30.123456",
    "2024-03-12T09:41:30+0200": "2024-03-12T07:41:30",
    "2024-03-12 09:41:30 UTC": "2024-03-12T09:41:30",
    "2024-03-12 09:41:30 +0100": "2024-03-12T08:41:30",
    "2024/03/12 09:41": "2024-03-12T09:41:00",
    "03/12/2024 9:41 AM": "2024-03-12T09:41:00",
    "3/12/24 21:41": "2024-03-12T21:41:00",
    "12/31/2024 12:05 AM": "2024-12-31T00:05:00",
    "13/02/2024": "2024-02-13T00:00:00",
    "12.03.2024 09:41": "2024-03-12T09:41:00",
    "12.03.24, 09:41 Uhr": "2024-03-12T09:41:00",
    "12/Mar/24 9:41 AM": "2024-03-12T09:41:00",
    "12/Mar/24 9:41 PM": "2024-03-12T21:41:00",
    "12-Mar-2024": "2024-03-12T00:00:00",
    "Mar 12, 2024 9:41 AM": "2024-03-12T09:41:00",
    "March 12, 2024": "2024-03-12T00:00:00",
    "Tue, 12 Mar 2024 09:41:00 +0000": "2024-03-12T09:41:00",
    "12 March 2024 at 09:41": "2024-03-12T09:41:00",
    "12. März 2024": "2024-03-12T00:00:00",
    "12 mars 2024": "2024-03-12T00:00:00",
    "12 juillet 2024": "2024-07-12T00:00:00",
    "12 juin 2024": "2024-06-12T00:00:00",
    "12 de marzo de 2024": "2024-03-12T00:00:00",
    "1710236460": "2024-03-12T09:41:00",
    "1710236460000": "2024-03-12T09:41:00",
    "1710236460.0": "2024-03-12T09:41:00",
    "20240312T094100Z": "2024-03-12T09:41:00",
    "20240312": "2024-03-12T00:00:00",
}


@pytest.mark.parametrize("text", TIMES)
def test_a_time_is_read_in_utc(text: str):
    time = parse_time(text, day_first=False)
    assert time is not None
    assert time.isoformat() == TIMES[text]
    assert time.tzinfo is None


@pytest.mark.parametrize(
    "text", ["", "soon", "2024-13-45", "99/99/2024", "0000-00-00", "12", "x" * 1000, "1" * 50, "2024-03-12T25:61:00",
             "0001-01-01T00:00:00+14:00", "10/Foo/24"],
)  # fmt: skip
def test_what_is_no_time_is_none(text: str):
    assert parse_time(text, day_first=True) is None


def test_day_and_month_are_told_by_the_whole_column(reading: Callable):
    rows = "".join(f"{i},a,01/02/2024\n" for i in range(2000)) + "9,b,25/02/2024\n"
    result = reading("id,subject,created at\n" + rows)
    assert result.tickets[0].created_at.isoformat() == "2024-02-01T00:00:00"
    assert result.warnings.count("created at") == 0


def test_a_column_that_never_tells_is_month_first_and_said_so(reading: Callable):
    result = reading("id,subject,created at\n1,a,01/02/2024\n")
    assert result.tickets[0].created_at.isoformat() == "2024-01-02T00:00:00"
    assert "month/day" in result.warnings


def test_a_date_that_cannot_be_read_is_counted_not_refused(reading: Callable):
    result = reading("id,subject,created at\n1,a,soon\n2,b,2024-01-01\n")
    assert len(result.tickets) == 2
    assert 'Unreadable dates in "created at" were left empty: 1 (line 2)' in result.warnings


def test_the_order_is_found():
    assert order_of(["12/31/2024"]) == "month"
    assert order_of(["2024-01-02"]) == "none"
    assert order_of(["01/02/2024", "03/04/2024"]) == "unclear"


@pytest.mark.parametrize(
    ("text", "unit", "seconds"),
    [("90", 1, 90), ("1,5", 1, 1.5), ("1.5", 60, 90), ("2 min", 1, 120), ("1h 30m", 1, 5400), ("00:01:30", 1, 90),
     ("1:30", 1, 5400), ("2 days, 3:00:00", 1, 183600), ("90 sec", 60, 90), ("1,234", 1, 1234), ("1 Std. 5 Min.", 1, 3900),
     ("-5", 1, None), ("soon", 1, None), ("", 1, None), ("1e9999", 1, None), ("5 parsecs", 1, None)],
)  # fmt: skip
def test_a_duration_is_read_in_seconds(text: str, unit: float, seconds: float | None):
    assert parse_seconds(text, unit) == seconds


def test_the_unit_of_a_header_counts(reading: Callable):
    assert unit_of("Triage time (min)") == 60
    result = reading("id,subject,triage_minutes\n1,a,2\n")
    assert result.tickets[0].triage_seconds == 120


def test_a_count_is_whole():
    assert [parse_count(t) for t in ("3", " 4 ", "5.0", "1.5", "-1", "", "9" * 50)] == [
        3,
        4,
        5,
        None,
        None,
        None,
        None,
    ]

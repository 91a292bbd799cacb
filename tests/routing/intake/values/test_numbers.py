# ruff: noqa: E501 - one case a line reads best as a table
"""Counts and durations in the forms that exports use."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.intake.values.numbers import parse_count, parse_seconds, unit_of


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


@given(
    st.integers(0, 10**8), st.sampled_from([("s", 1), ("min", 60), ("h", 3600), ("Tage", 86400)])
)
def test_a_duration_with_its_unit_is_read_back(number: int, unit: tuple[str, int]):
    assert parse_seconds(f"{number} {unit[0]}") == number * unit[1]


@given(st.integers(0, 99_999), st.integers(0, 59), st.integers(0, 59))
def test_a_clock_is_read_back(hours: int, minutes: int, seconds: int):
    assert (
        parse_seconds(f"{hours}:{minutes:02}:{seconds:02}") == hours * 3600 + minutes * 60 + seconds
    )


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_none(text: str):
    assert parse_seconds(text) is None or parse_seconds(text) >= 0
    assert parse_count(text) is None or parse_count(text) >= 0

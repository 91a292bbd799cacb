# ruff: noqa: E501 - one case a line reads best as a table
"""Numbers of a workbook as a person sees them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.intake.formats.xlsx_number_format import formatted, kind_of


@pytest.mark.parametrize(
    ("format_id", "code", "kind"),
    [
        (14, None, "date"), (20, None, "time"), (0, None, "number"), (164, "yyyy-mm-dd", "date"),
        (164, "[h]:mm", "time"), (164, "00000", "00000"), (164, '0 "days"', "number"),
        (164, "General", "number"), (164, "#,##0.00 [$EUR]", "number"), (164, "d. mmm yy;@", "date"),
    ],
)  # fmt: skip
def test_a_format_tells_what_a_number_means(format_id: int, code: str | None, kind: str):
    assert kind_of(format_id, code) == kind


@given(st.integers(61, 80_000))
def test_every_day_is_a_date(serial: int):
    expected = date(1899, 12, 30) + timedelta(days=serial)
    assert formatted(str(serial), "date", from_1904=False) == expected.isoformat()


@given(st.integers(0, 10**14))
def test_a_whole_number_has_no_point(number: int):
    assert formatted(f"{number}.0", "number", from_1904=False) == str(number)


@pytest.mark.parametrize(
    ("raw", "kind", "text"),
    [
        ("0.5", "time", "12:00:00"), ("1.25", "time", "30:00:00"), ("7", "000", "007"),
        ("0.1", "number", "0.1"), ("abc", "date", "abc"), ("1e9999", "date", "1e9999"),
        ("45363.4034722222", "date", "2024-03-12T09:41:00"),
    ],
)  # fmt: skip
def test_a_number_is_shown(raw: str, kind: str, text: str):
    assert formatted(raw, kind, from_1904=False) == text

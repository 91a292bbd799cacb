"""Dates that a word beside them calls a birth."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.privacy.detectors import dates_of_birth
from tests.routing.privacy.conftest import stretches


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DOB 4/12/1981", ["4/12/1981"]),
        ("geboren am 12. April 1981", ["12. April 1981"]),
        ("1981年4月12日生まれ", ["1981年4月12日"]),
        ("12/04/1981 (DOB)", ["12/04/1981"]),
    ],
)
def test_what_is_personal_is_found(text: str, expected: list[str], found: Callable):
    assert found(dates_of_birth.find, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ordered on 4/12/2024",
        "my birthday party order 12345 is late",
        "born to ride",
    ],
)
def test_what_names_nobody_is_left_alone(text: str, found: Callable):
    assert found(dates_of_birth.find, text) == []


@given(st.text(max_size=80))
def test_any_text_can_be_looked_at(text: str):
    assert all(stretch in text for stretch in stretches(dates_of_birth.find, text))

"""Telephone numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.privacy.detectors import phone_numbers
from tests.routing.privacy.conftest import stretches


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("call +44 7700 900123", ["+44 7700 900123"]),
        ("Telefon 0171 2345678", ["0171 2345678"]),
    ],
)
def test_what_is_personal_is_found(text: str, expected: list[str], found: Callable):
    assert found(phone_numbers.find, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "order 12345678",
        "it costs 1.234,56",
        "on 2024-05-06 at 12:30",
        "version 10.2.1",
    ],
)
def test_what_names_nobody_is_left_alone(text: str, found: Callable):
    assert found(phone_numbers.find, text) == []


@given(st.text(max_size=80))
def test_any_text_can_be_looked_at(text: str):
    assert all(stretch in text for stretch in stretches(phone_numbers.find, text))

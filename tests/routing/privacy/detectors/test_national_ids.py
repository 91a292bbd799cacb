"""Identifiers of persons, by their check digits or by what announces them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.privacy.detectors import national_ids
from tests.routing.privacy.conftest import stretches


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SSN 078-05-1120", ["078-05-1120"]),
        ("DNI 12345678Z", ["12345678Z"]),
        ("passport X1234567", ["X1234567"]),
        ("Steuer-ID 86 095 742 719", ["86 095 742 719"]),
    ],
)
def test_what_is_personal_is_found(text: str, expected: list[str], found: Callable):
    assert found(national_ids.find, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "order 12345678",
        "invoice 2024-05-1120",
        "serial number 4405140135",
    ],
)
def test_what_names_nobody_is_left_alone(text: str, found: Callable):
    assert found(national_ids.find, text) == []


@given(st.text(max_size=80))
def test_any_text_can_be_looked_at(text: str):
    assert all(stretch in text for stretch in stretches(national_ids.find, text))

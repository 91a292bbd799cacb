"""Card numbers and IBANs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.privacy.detectors import payment_numbers
from tests.routing.privacy.conftest import stretches


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("card 4111 1111 1111 1111 was charged", ["4111 1111 1111 1111"]),
        ("IBAN DE89 3704 0044 0532 0130 00", ["DE89 3704 0044 0532 0130 00"]),
    ],
)
def test_what_is_personal_is_found(text: str, expected: list[str], found: Callable):
    assert found(payment_numbers.find, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "order 4111 1111 1111 1112",
        "tracking 1234567890123456",
        "code DE89 3704 0044 0532 0130 01",
    ],
)
def test_what_names_nobody_is_left_alone(text: str, found: Callable):
    assert found(payment_numbers.find, text) == []


@given(st.text(max_size=80))
def test_any_text_can_be_looked_at(text: str):
    assert all(stretch in text for stretch in stretches(payment_numbers.find, text))

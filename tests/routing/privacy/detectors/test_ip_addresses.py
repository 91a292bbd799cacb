"""Addresses of machines, told from versions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.privacy.detectors import ip_addresses
from tests.routing.privacy.conftest import stretches


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from 203.0.113.7 today", ["203.0.113.7"]),
        ("my IP 10.2.1.4", ["10.2.1.4"]),
        ("host 2001:db8::1 is down", ["2001:db8::1"]),
    ],
)
def test_what_is_personal_is_found(text: str, expected: list[str], found: Callable):
    assert found(ip_addresses.find, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "version 10.2.1.4",
        "v10.2.1.4",
        "at 127.0.0.1",
        "it is 12:30:45 now",
    ],
)
def test_what_names_nobody_is_left_alone(text: str, found: Callable):
    assert found(ip_addresses.find, text) == []


@given(st.text(max_size=80))
def test_any_text_can_be_looked_at(text: str):
    assert all(stretch in text for stretch in stretches(ip_addresses.find, text))

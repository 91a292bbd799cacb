"""E-mail addresses, also spelt out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.privacy.detectors import email_addresses
from tests.routing.privacy.conftest import stretches


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("to ann.lee@example.org, please", ["ann.lee@example.org"]),
        ("ann (at) example dot org", ["ann (at) example dot org"]),
        ("mail josé@exámple.de now", ["josé@exámple.de"]),
        ("to bob@example,com", ["bob@example,com"]),
        ("https://x.example/?email=ann%40example.org", ["ann%40example.org"]),
    ],
)
def test_what_is_personal_is_found(text: str, expected: list[str], found: Callable):
    assert found(email_addresses.find, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "logo@2x.png",
        "meet me at the office. Dot your i",
        "@support please help",
        "git@github.com:acme/tool.git",
    ],
)
def test_what_names_nobody_is_left_alone(text: str, found: Callable):
    assert found(email_addresses.find, text) == []


@given(st.text(max_size=80))
def test_any_text_can_be_looked_at(text: str):
    assert all(stretch in text for stretch in stretches(email_addresses.find, text))

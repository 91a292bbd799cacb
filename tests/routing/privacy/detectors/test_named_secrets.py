"""Secrets by what they are called."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.privacy.detectors import named_secrets
from tests.routing.privacy.conftest import stretches


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my password is hunter2!", ["hunter2!"]),
        ("Passwort: Geheim123", ["Geheim123"]),
        ("PIN 4711 does not work", ["4711"]),
        ("api_key = 9f8e7d6c5b4a", ["9f8e7d6c5b4a"]),
        ("パスワードはtr0ub4dorです", ["tr0ub4dor"]),
    ],
)
def test_what_is_personal_is_found(text: str, expected: list[str], found: Callable):
    assert found(named_secrets.find, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "my password is wrong",
        "password: required",
        "I forgot the password, please reset it",
        "password manager",
    ],
)
def test_what_names_nobody_is_left_alone(text: str, found: Callable):
    assert found(named_secrets.find, text) == []


@given(st.text(max_size=80))
def test_any_text_can_be_looked_at(text: str):
    assert all(stretch in text for stretch in stretches(named_secrets.find, text))

"""Names where a text introduces or labels a person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.privacy.detectors import person_names
from tests.routing.privacy.conftest import stretches


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my name is Ann Smith", ["Ann Smith"]),
        ("Ich heiße Eva Meyer", ["Eva Meyer"]),
    ],
)
def test_what_is_personal_is_found(text: str, expected: list[str], found: Callable):
    assert found(person_names.find, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "My Name Badge is lost",
        "I am Very Angry",
    ],
)
def test_what_names_nobody_is_left_alone(text: str, found: Callable):
    assert found(person_names.find, text) == []


@given(st.text(max_size=80))
def test_any_text_can_be_looked_at(text: str):
    assert all(stretch in text for stretch in stretches(person_names.find, text))

"""Names in the form of a letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.privacy.detectors.salutations import find


def names(text: str) -> list[str]:
    return [text[found.start : found.end] for found in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dear Ann,\nit is broken", ["Ann"]),
        ("It is broken.\nRegards,\nBob Jones", ["Bob Jones"]),
        ("It is broken. Thanks, Eva", ["Eva"]),
        ("Hi Team,\nhello", []),
        ("Thanks in advance", []),
        ("Dear customer service,", []),
    ],
)
def test_who_is_greeted_and_who_signs(text: str, expected: list[str]):
    assert names(text) == expected


@given(st.text(max_size=80))
def test_any_letter_can_be_looked_at(text: str):
    assert all(name in text for name in names(text))

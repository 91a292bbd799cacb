"""Street, name and house number together."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.privacy.detectors import street_addresses
from tests.routing.privacy.conftest import stretches


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I live at 22 Oak Lane, Bristol BS1 5TR", ["22 Oak Lane, Bristol BS1 5TR"]),
        ("Hauptstraße 12, 80331 München", ["Hauptstraße 12, 80331 München"]),
        ("12 rue de la Paix, 75002 Paris", ["12 rue de la Paix, 75002 Paris"]),
        ("PO Box 1234", ["PO Box 1234"]),
    ],
)
def test_what_is_personal_is_found(text: str, expected: list[str], found: Callable):
    assert found(street_addresses.find, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "I ordered 12 road bikes",
        "the main street is closed",
    ],
)
def test_what_names_nobody_is_left_alone(text: str, found: Callable):
    assert found(street_addresses.find, text) == []


@given(st.text(max_size=80))
def test_any_text_can_be_looked_at(text: str):
    assert all(stretch in text for stretch in stretches(street_addresses.find, text))

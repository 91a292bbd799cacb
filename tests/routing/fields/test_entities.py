"""Entities are found by name, synonym and pattern, as whole words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.fields.definition import Field, FieldValue
from routing.fields.entities import entities

PRODUCT = Field(
    "Product", "entity",
    values=(
        FieldValue("Phone", ("mobile",)),
        FieldValue("Phone X", ("px", "phone-x")),
        FieldValue("Order", (), r"\bORD-\d{4}\b"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("My PHONE is broken", ("Phone",)),
        ("the phone  x and my mobile", ("Phone X", "Phone")),
        ("saxophone and px2", ()),
        ("ORD-1234, ORD-9999", ("Order",)),
        ("ord-1234", ()),
    ],
)
def test_values_are_found_in_the_order_of_the_text(text, found):
    assert entities(PRODUCT, text) == found


@given(st.text(max_size=80))
def test_any_text_can_be_looked_at_and_each_value_is_named_once(text):
    found = entities(PRODUCT, text)
    assert len(found) == len(set(found))

"""Nested JSON as cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.intake.formats.json_flatten import as_text, flatten, without_lone_surrogates


@pytest.mark.parametrize(
    ("item", "cells"),
    [
        ({"a": {"b": {"c": "1"}}}, {"a.b.c": "1"}),
        (
            {"tags": [{"id": "1", "tag": "login"}, {"id": "2", "tag": "app"}]},
            {"tags": "login, app"},
        ),
        ({"c": [{"name": "Web"}, {"name": "API"}]}, {"c": "Web, API"}),
        ({"f": [{"name": "Area", "value": "Billing"}]}, {"f.Area": "Billing"}),
        ({"f": [{"id": "7", "value": ["a", "b"]}]}, {"f.7": "a, b"}),
        ({"x": {"display_value": "A", "value": "1"}}, {"x.display_value": "A", "x.value": "1"}),
        ({"x": None, "y": {}, "z": [], "t": True}, {"x": "", "y": "", "z": "", "t": "true"}),
        ({"l": [["a"], 1]}, {"l": '[["a"], 1]'}),
    ],
)
def test_an_item_is_flattened(item: dict[str, object], cells: dict[str, str]):
    assert flatten(item) == cells


def test_a_document_becomes_its_text():
    tree = {"type": "doc", "content": [{"type": "paragraph", "content": [{"text": "Hi"}]}]}
    assert flatten({"fields": {"description": tree}}) == {"fields.description": "Hi"}


JSON = st.recursive(
    st.none() | st.booleans() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
)


@given(st.dictionaries(st.text(max_size=4), JSON, max_size=4))
def test_every_cell_is_a_text(item: dict[str, object]):
    assert all(isinstance(cell, str) for cell in flatten(item).values())


def test_a_text_stays_to_the_letter_and_half_characters_go():
    assert as_text(" null ") == " null "
    assert without_lone_surrogates("a\ud83d") == "a\ufffd"
    assert without_lone_surrogates("a😀") == "a😀"

"""One JSON value at a time, however the text is cut into pieces."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.intake.formats import json_cursor
from routing.intake.formats.json_cursor import DUPLICATE, BrokenJsonError, Cursor
from routing.intake.formats.table import Notes

VALUES = st.recursive(
    st.none() | st.booleans() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
)


@given(st.lists(VALUES, max_size=5), st.integers(1, 7))
def test_values_are_read_back_whatever_the_size_of_the_pieces(values: list[object], size: int):
    old, json_cursor._CHUNK = json_cursor._CHUNK, size
    try:
        cursor = Cursor(io.StringIO(" ".join(map(json.dumps, values))), Notes())
        found = []
        while cursor.peek():
            found.append(cursor.value())
    finally:
        json_cursor._CHUNK = old
    assert found == values


@given(st.lists(VALUES, max_size=3))
def test_a_value_can_be_stepped_over(value: list[object]):
    cursor = Cursor(io.StringIO(json.dumps(value) + " 7"), Notes())
    assert json.loads(cursor.skip() or "") == value
    assert cursor.value() == "7"


def test_the_rest_of_a_list_can_be_stepped_over():
    cursor = Cursor(io.StringIO('[1, [2, "]"], 3] "next"'), Notes())
    cursor.take("[")
    cursor.skip(1)
    assert cursor.value() == "next"


def test_what_is_broken_stays_at_its_place():
    cursor = Cursor(io.StringIO("{broken}"), Notes())
    with pytest.raises(BrokenJsonError, match="not valid JSON"):
        cursor.value()
    assert cursor.peek() == "{"


def test_numbers_are_kept_to_the_letter_and_double_keys_told():
    notes = Notes()
    assert Cursor(io.StringIO('{"a": 1.10, "a": NaN}'), notes).value() == {"a": None}
    assert notes.sentences == [DUPLICATE + "."]


def test_the_line_is_counted():
    cursor = Cursor(io.StringIO("1\n\n2"), Notes())
    cursor.value()
    cursor.value()
    assert cursor.line == 3

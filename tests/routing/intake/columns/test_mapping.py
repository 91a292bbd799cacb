"""A mapping and what it must hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.errors import FileRefused
from routing.intake.columns.mapping import FIELDS, Mapping, listed


@given(st.dictionaries(st.sampled_from(FIELDS), st.text("abc", min_size=1, max_size=3)))
def test_a_mapping_holds_what_it_was_made_of(values: dict[str, str]):
    assert Mapping.of(values).found() == values


def test_no_column_is_no_field():
    assert Mapping.of({"body": "b", "category": None, "id": ""}) == Mapping(body="b")


def test_a_mapping_is_checked_against_the_columns():
    assert Mapping(body="b").checked(["a", "b"]) == Mapping(body="b")
    with pytest.raises(FileRefused, match='"x" for body'):
        Mapping(body="x").checked(["a"])
    with pytest.raises(FileRefused, match="no column with the subject or the body"):
        Mapping(category="a").checked(["a"])


def test_the_columns_without_a_field_keep_their_order():
    assert Mapping(body="b").unmapped(["z", "b", "a"]) == ["z", "a"]


def test_many_columns_are_listed_shortly():
    assert listed([str(n) for n in range(100)]).endswith("and 70 more")

"""JSON as models write it: what is plain is read, and nothing is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.routers.llm.answer.lenient_json import entries_by_id, entry_of_one, share, value_in

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1}', {"a": 1}),
        ('Sure! {"a": 1} Anything else?', {"a": 1}),
        ("```json\n[1, 2]\n```", [1, 2]),
        ('{"a": 1} or {"a": 2}', None),
        ('{"a": 1, "a": 2, "b": 3}', {"b": 3}),
        ("no json", None),
        ('{"a": 1', None),
        ("[" * 100_000, None),
        ("", None),
    ],
)
def test_exactly_one_value_is_read(text, value):
    assert value_in(text) == value


@pytest.mark.parametrize(
    ("value", "entry"),
    [
        ({"category": "A"}, {"category": "A"}),
        ([{"category": "A"}], {"category": "A"}),
        ({"1": {"category": "A"}}, {"category": "A"}),
        ({"answers": [{"id": 1, "category": "A"}]}, {"id": 1, "category": "A"}),
        ({"result": {"category": "A"}}, {"category": "A"}),
        ([1, 2], [1, 2]),
        ("A", "A"),
    ],
)
def test_the_entry_of_one_ticket_is_found_in_its_wrapping(value, entry):
    assert entry_of_one(value) == entry


def test_entries_are_found_by_their_id_and_never_by_their_order():
    keyed = {"1": "A", " 2 ": "B"}
    assert entries_by_id(keyed) == {"1": "A", "2": "B"}
    listed = [{"id": 1, "c": "A"}, {"id": "2", "c": "B"}]
    assert entries_by_id({"tickets": listed}) == {"1": listed[0], "2": listed[1]}
    assert entries_by_id([{"c": "A"}, {"c": "B"}]) is None
    assert entries_by_id([{"id": 1}, {"id": 1}, {"id": 2}]) == {"2": {"id": 2}}
    assert entries_by_id({"one": "A"}) is None


@given(json_values)
def test_no_value_breaks_the_reading(value):
    entry_of_one(value)
    entries_by_id(value)
    found = share(value)
    assert found is None or 0 <= found <= 1


@pytest.mark.parametrize(
    ("stated", "read"),
    [(1, 1.0), (0, 0.0), ("100%", 1.0), (85, 0.85), ("0.5", 0.5), (101, None), (-0.1, None),
     ("nan", None), (None, None), ([0.5], None), (False, None)],
)  # fmt: skip
def test_a_stated_confidence_is_a_share_or_nothing(stated, read):
    assert share(stated) == read

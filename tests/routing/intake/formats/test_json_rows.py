"""Objects as rows with the keys of the first ones as columns."""

from __future__ import annotations

import pytest

from routing.errors import FileRefused
from routing.intake.formats.json_rows import JsonRows
from routing.intake.formats.table import Notes, Reject, Row
from routing.intake.limits import MAX_COLUMNS, MAX_FIELD_CHARACTERS


def test_columns_are_all_keys_in_the_order_met():
    rows = JsonRows([(1, {"a": "1"}), (2, {"b": "2", "a": "3"})], Notes(), "t.json")
    assert rows.columns == ("a", "b")
    assert rows.sample == [["1", ""], ["3", "2"]]


def test_each_item_is_a_row_or_a_reject():
    rows = JsonRows([(1, {"a": "1"})], Notes(), "t.json")
    items = [
        (1, {"a": "x"}),
        (2, 5),
        Reject(3, "broken", ""),
        (4, {"a": "y" * (MAX_FIELD_CHARACTERS + 1)}),
    ]
    found = list(rows.rows(items))
    assert found[0] == Row(1, ["x"])
    assert [type(row) for row in found[1:]] == [Reject] * 3


def test_a_late_key_is_told_and_half_characters_are_counted():
    notes = Notes()
    rows = JsonRows([(1, {"a": "1"})], notes, "t.json")
    assert list(rows.rows([(9, {"a": "\ud83d", "late": "x"})])) == [Row(9, ["\ufffd"])]
    assert '"late"' in notes.all()[0]


def test_no_objects_and_far_too_many_keys_are_refused():
    with pytest.raises(FileRefused, match="no JSON objects"):
        JsonRows([(1, 5)], Notes(), "t.json")
    with pytest.raises(FileRefused, match="different keys"):
        JsonRows([(1, dict.fromkeys(map(str, range(MAX_COLUMNS + 1)), "x"))], Notes(), "t.json")

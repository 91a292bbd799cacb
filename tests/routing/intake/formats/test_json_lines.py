"""One object a line."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.intake.formats.json_lines import JsonLinesTable


@pytest.mark.parametrize(
    ("sample", "fits"),
    [
        ('{"a": 1}\n{"a": 2}\n', True),
        ('{broken\n{"a": 2}\n', True),
        ('{"a": 1}\n', False),
        ('{\n"a": 1\n}\n', False),
        ('[{"a": 1}]\n', False),
        ("id,subject\n1,{}\n", False),
    ],
)
def test_json_lines_are_known(sample: str, fits):
    assert JsonLinesTable.fits(sample) is fits


@given(st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=9)), min_size=2))
def test_any_objects_one_a_line_are_json_lines(items: list[dict[str, str]]):
    assert JsonLinesTable.fits("\n".join(map(json.dumps, items)))


def test_a_broken_line_is_a_reject_with_its_number(reading: Callable):
    result = reading('{"id": 1, "text": "a"}\n{oops\n\n{"id": 2, "text": "b"}\n', "t.jsonl")
    assert result.ids == ["1", "2"]
    assert result.reject_lines == [2]

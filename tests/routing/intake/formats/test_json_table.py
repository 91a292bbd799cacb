# ruff: noqa: E501 - one case a line reads best as a table
"""Hostile JSON: every shape an export may have, and the broken ones."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from routing.errors import FileRefused

ONE = '{"id": 1, "subject": "a", "body": "b"}'

# name: (content, ids, lines of rejects, part of a warning)
READ: dict[str, tuple[str | bytes, list[str], list[int], str]] = {
    "list": (f"[{ONE}]", ["1"], [], ""),
    "list over lines": ('[\n  {\n "id": "001",\n "subject": "a"\n},\n {"id":2,"subject":"b"}\n]\n', ["001", "2"], [], ""),
    "one object": (ONE, ["1"], [], ""),
    "list in an object": (f'{{"count": 1, "next_page": null, "tickets": [{ONE}]}}', ["1"], [], ""),
    "list deep in an object": (f'{{"data": {{"meta": {{"x": 1}}, "items": [{ONE}]}}}}', ["1"], [], ""),
    "two lists": (f'{{"users": [{{"id": 9, "name": "x"}}], "tickets": [{ONE}]}}', ["1"], [], '"users"'),
    "a titled export": (f'{{"title": "My export", "tickets": [{ONE}]}}', ["1"], [], ""),
    "lines": (ONE + "\n" + ONE.replace("1", "2") + "\n", ["1", "2"], [], ""),
    "lines with windows ends": (ONE + "\r\n" + ONE.replace("1", "2") + "\r\n", ["1", "2"], [], ""),
    "lines with blanks": (ONE + "\n\n" + ONE.replace("1", "2") + "\n\n", ["1", "2"], [], ""),
    "lines with a broken one": (ONE + "\n{broken\n" + ONE.replace("1", "2"), ["1", "2"], [2], ""),
    "lines with the first broken": ("{broken\n" + ONE + "\n", ["1"], [1], ""),
    "lines with other values": (ONE + '\n42\n"text"\nnull\n[1]\n' + ONE.replace("1", "2"), ["1", "2"], [2, 3, 4, 5], ""),
    "objects one after the other": ('{\n"id": 1,\n"text": "a"\n}\n{\n"id": 2,\n"text": "b"\n}\n', ["1", "2"], [], ""),
    "pandas by column": ('{"id":{"0":1,"1":2},"text":{"0":"x","1":"y"}}', ["1", "2"], [], ""),
    "pandas by list": ('{"id":[1,2],"text":["x","y"]}', ["1", "2"], [], ""),
    "pandas by index": ('{"a":{"id":1,"text":"x"},"b":{"id":2,"text":"y"}}', ["1", "2"], [], ""),
    "pandas split": ('{"columns":["id","text"],"index":[0,1],"data":[[1,"x"],[2,"y"]]}', ["1", "2"], [], ""),
    "pandas table": ('{"schema":{"fields":[{"name":"id"},{"name":"text"}]},"data":[{"id":1,"text":"x"}]}', ["1"], [], ""),
    "list of lists": ('[["id","text"],[1,"x"],[2,"y"]]', ["1", "2"], [], ""),
    "list of texts": ('["hello there","my card"]', ["1", "2"], [], ""),
    "byte order mark": (b"\xef\xbb\xbf[" + ONE.encode() + b"]", ["1"], [], ""),
    "utf-16": (f"[{ONE}]".encode("utf-16"), ["1"], [], ""),
    "item without text": (f'[{ONE}, {{"id": 2}}, {{"id": 3, "body": "x"}}]', ["1", "3"], [2], ""),
    "item that is no object": (f"[{ONE}, null, 5, {ONE}]", ["1", "1"], [2, 3], ""),
    "broken item": (f"[{ONE}, {{'id': 2}}, {ONE.replace('1', '3')}]", ["1", "3"], [2], ""),
    "item with a comma too many": (f'[{ONE}, {{"id": 2, "subject": "x",}}, {ONE}]', ["1", "1"], [2], ""),
    "comma too many after the last": (f"[{ONE},]", ["1"], [], ""),
    "cut in an item": (f'[{ONE}, {{"id": 2, "subject": "x', ["1"], [2], ""),
    "cut after an item": (f"[{ONE},", ["1"], [2], ""),
    "cut before the end": (f"[{ONE}", ["1"], [2], ""),
    "duplicate keys": ('[{"id": 1, "subject": "a", "subject": "b"}]', ["1"], [], "twice"),
    "half a character": ('[{"id": 1, "subject": "a\\ud83d"}]', ["1"], [], "surrogate"),
    "deep in one item": (f'[{ONE}, {{"id": 2, "subject": "x", "deep": {"[" * 900}{"]" * 900}}}]', ["1", "2"], [], ""),
    "too deep in one item": (f'[{ONE}, {{"id": 2, "deep": {"[" * 100000}{"]" * 100000}}}, {ONE}]', ["1", "1"], [2], ""),
    "large text": (f'[{{"id": 1, "subject": "a", "body": "{"x" * 1_200_000}"}}, {ONE}]', ["1", "1"], [], ""),
    "too large text": (f'[{{"id": 1, "subject": "a", "body": "{"x" * 3_000_000}"}}, {ONE}]', ["1"], [1], ""),
    "too large item": (f'[{{"id": 1, "subject": "a", "body": "{"x" * 40_000_000}"}}, {ONE}]', ["1"], [1], ""),
    "nul in json": (b"[" + ONE.encode() + b"]\0\0", ["1"], [], ""),
    "json named csv": (f"[{ONE}]", ["1"], [], "really JSON"),
    "nested keys": ('[{"conversation_id": "7", "source": {"subject": "a"}, "message_body": "b", "conversation_created_at": 1710236460}]', ["7"], [], ""),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_a_hostile_json_is_read_with_every_item_accounted_for(name: str, reading: Callable):
    content, ids, rejected, warning = READ[name]
    result = reading(content, "t.csv" if "csv" in name else "t.json")
    assert result.ids == ids
    assert result.reject_lines == rejected
    assert warning in result.warnings


REFUSED = {
    "empty list": ("[]", "no JSON objects"),
    "empty object": ("{}", "no JSON objects"),
    "empty tickets": ('{"tickets": []}', "no JSON objects"),
    "nothing but depth": ("[" * 1_000_000, "no JSON objects"),
    "depth of objects": ('{"a":' * 200_000, "JSON"),
    "numbers": ("[1, 2, 3]", "no column"),
    "no text": ('[{"a": 1, "b": 2}]', '"a", "b"'),
    "broken between items": ('[{"id": 1, "subject": "a"} oops {"id": 2}]', "line 1"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_json_without_tickets_is_refused(name: str, reading: Callable):
    content, cause = REFUSED[name]
    with pytest.raises(FileRefused, match=cause):
        reading(content, "t.json")


def test_numbers_stay_to_the_letter(reading: Callable):
    result = reading(
        '[{"id": 123456789012345678901, "subject": 1e400, "body": 1.10},'
        '{"id": "00123", "subject": true, "body": NaN},'
        '{"id": 1.0, "subject": "null", "body": null}]'
    )
    assert result.ids == ["123456789012345678901", "00123", "1.0"]
    assert [t.subject for t in result.tickets] == ["1e400", "true", "null"]
    assert result.bodies == ["1.10", "", ""]


def test_lists_and_objects_become_text(reading: Callable):
    item = {"id": 1, "text": ["a", "b"], "category": [{"name": "Billing"}], "x": {"y": {"z": 1}}}
    ticket = reading(json.dumps([item])).tickets[0]
    assert (ticket.body, ticket.category) == ("a, b", "Billing")


def test_a_key_that_comes_late_is_told(reading: Callable):
    items = [{"id": i, "subject": "a"} for i in range(1200)] + [
        {"id": 9, "subject": "a", "late": 1}
    ]
    assert '"late"' in reading(json.dumps(items)).warnings

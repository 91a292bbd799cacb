"""Where in a document the tickets are."""

from __future__ import annotations

import io

import pytest

from routing.errors import FileRefused
from routing.intake.formats.json_cursor import Cursor
from routing.intake.formats.json_shape import ListPath, find_list, reshape
from routing.intake.formats.table import Notes

TICKET = '{"id": 1, "subject": "a", "description": "b"}'


def path_in(text: str) -> ListPath:
    return find_list(Cursor(io.StringIO(text), Notes()), Notes(), whole=True)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (f"[{TICKET}]", ListPath()),
        ('[["id", "subject"], [1, "a"]]', ListPath(lists=True)),
        (f'{{"data": {{"items": [{TICKET}]}}}}', ListPath(path=("data", "items"))),
        (f'{{"numbers": [1, 2, [3]], "tickets": [{TICKET}]}}', ListPath(path=("tickets",))),
        (
            f'{{"lists": [{{"id": 1, "name": "x"}}], "cards": [{TICKET}]}}',
            ListPath(path=("cards",)),
        ),
        (f"{TICKET}{TICKET}", ListPath(concatenated=True)),
        ('{"text": {"0": "a"}}', ListPath(whole=True)),
    ],
)
def test_the_list_of_tickets_is_found(text: str, path: ListPath):
    assert path_in(text) == path


@pytest.mark.parametrize(
    "text",
    [
        '{"id": {"0": "1", "1": "2"}, "text": {"0": "a", "1": "b"}}',
        '{"id": ["1", "2"], "text": ["a", "b"]}',
        '{"x": {"id": "1", "text": "a"}, "y": {"id": "2", "text": "b"}}',
        '{"columns": ["id", "text"], "data": [["1", "a"], ["2", "b"]]}',
    ],
)
def test_the_shapes_of_pandas_become_the_same_items(text: str):
    assert reshape(text, "t.json", Notes()) == [{"id": "1", "text": "a"}, {"id": "2", "text": "b"}]


def test_what_is_no_json_is_refused():
    with pytest.raises(FileRefused, match="not valid JSON"):
        reshape("{", "t.json", Notes())

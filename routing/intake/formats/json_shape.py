"""Where in a JSON document the tickets are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from routing.errors import FileRefused
from routing.intake.columns.mapping import guess_mapping
from routing.intake.formats.json_cursor import BrokenJsonError, Cursor, decoder
from routing.intake.formats.json_flatten import flatten
from routing.intake.formats.table import Notes

_DEPTH = 4
_PEEKED = 5
_TICKETS = 5


class _EnoughError(Exception):
    """The tickets were found; the rest of the document need not be seen."""


@dataclass(frozen=True, slots=True)
class Place:
    """How to reach the tickets of a document.

    path: the keys down to the list. lists: its items are lists, the first one the header.
    concatenated: objects stand one after the other. whole: it must be loaded to be understood.
    """

    path: tuple[str, ...] = ()
    lists: bool = False
    concatenated: bool = False
    whole: bool = False


@dataclass(slots=True)
class _Found:
    """What a walk through the document met."""

    whole: bool
    scalars: dict[str, Any] = field(default_factory=dict)
    lists: list[tuple[float, int, tuple[str, ...]]] = field(default_factory=list)


def find_list(cursor: Cursor, notes: Notes, *, whole: bool) -> Place:
    """The place of the tickets; warns of other lists that are left out.

    whole: look through all of the document; else only to the first list that holds tickets.
    """
    if cursor.peek() == "[":
        cursor.take("[")
        return Place(lists=cursor.peek() == "[")
    found = _Found(whole=whole)
    try:
        _walk(cursor, (), found)
    except (BrokenJsonError, _EnoughError):
        return _chosen(found, notes) if found.lists else Place(concatenated=True)
    if cursor.peek() == "{" or _is_ticket(found.scalars):
        return Place(concatenated=True)
    return _chosen(found, notes) if found.lists else Place(whole=True)


def _chosen(found: _Found, notes: Notes) -> Place:
    best = max(found.lists)
    others = [".".join(path) for *_, path in found.lists if path != best[2]]
    if others:
        listed = ", ".join(f'"{name}"' for name in others[:5])
        notes.say(f'The tickets were read from "{".".join(best[2])}", not from {listed}.')
    return Place(path=best[2])


def _walk(cursor: Cursor, path: tuple[str, ...], found: _Found) -> None:
    """Look at every key of the object at the cursor."""
    cursor.take("{")
    while not cursor.take("}"):
        key = cursor.value()
        if not isinstance(key, str) or not cursor.take(":"):
            raise BrokenJsonError("a key is missing")
        here = (*path, key)
        if cursor.peek() == "[":
            _look_into_list(cursor, here, found)
        elif cursor.peek() == "{" and len(here) < _DEPTH:
            _walk(cursor, here, found)
        elif cursor.peek() == "{":
            _skip(cursor)
        else:
            value = cursor.value()
            if not path:
                found.scalars[key] = value
        if not cursor.take(",") and cursor.peek() != "}":
            raise BrokenJsonError("a comma is missing")


def _look_into_list(cursor: Cursor, path: tuple[str, ...], found: _Found) -> None:
    """Judge a list by its first objects and step over the rest."""
    cursor.take("[")
    items: list[dict[str, Any]] = []
    count = 0
    objects = cursor.peek() == "{"
    try:
        while not cursor.take("]"):
            value = cursor.value()
            count += 1
            if isinstance(value, dict) and len(items) < _PEEKED:
                items.append(value)
            elif not found.whole and _likeness(items) >= _TICKETS:
                raise _EnoughError
            if not cursor.take(",") and cursor.peek() != "]":
                raise BrokenJsonError("a comma is missing")
    finally:
        if objects:
            found.lists.append((_likeness(items), count, path))


def _skip(cursor: Cursor) -> None:
    if cursor.skip() is None:
        raise BrokenJsonError("a bracket is never closed")


def _likeness(items: Sequence[dict[str, Any]]) -> float:
    """How much these objects look like tickets."""
    columns = list(dict.fromkeys(key for item in items for key in flatten(item)))
    found = guess_mapping(columns).found()
    return len(found) + 5 * ("subject" in found) + 5 * ("body" in found)


def _is_ticket(scalars: dict[str, Any]) -> bool:
    found = guess_mapping(list(scalars)).found()
    texts = ("subject" in found) + ("body" in found)
    return texts == 2 or (texts == 1 and "id" in found)  # noqa: PLR2004


def reshape(text: str, name: str, notes: Notes) -> list[dict[str, Any]]:
    """The items of a document as pandas writes it: by column, by index, or split.

    >>> reshape('{"text": {"0": "a", "1": "b"}}', "t.json", Notes())
    [{'text': 'a'}, {'text': 'b'}]
    """
    try:
        data = decoder(notes).decode(text.strip("\ufeff\0 \t\r\n"))
    except (json.JSONDecodeError, RecursionError) as error:
        raise FileRefused(f'"{name}" is not valid JSON: export it again.') from error
    columns, rows = data.get("columns"), data.get("data")
    if isinstance(columns, list) and isinstance(rows, list):
        return [dict(zip(map(str, columns), row, strict=False)) for row in rows]
    values = list(data.values())
    if values and all(isinstance(v, list) for v in values):
        return _by_position(data)
    if values and all(isinstance(v, dict) for v in values):
        return _by_key(data)
    return [data]


def _by_position(data: dict[str, list[Any]]) -> list[dict[str, Any]]:
    length = max(map(len, data.values()))
    return [{k: v[n] for k, v in data.items() if n < len(v)} for n in range(length)]


def _by_key(data: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """By column when the outer keys look like columns, else by index."""
    inner = list(dict.fromkeys(key for value in data.values() for key in value))
    outer_found = len(guess_mapping(list(data)[:1000]).found())
    inner_found = len(guess_mapping(inner[:1000]).found())
    if inner_found > outer_found or (inner_found == outer_found and len(data) > len(inner)):
        return list(data.values())
    return [{k: v[index] for k, v in data.items() if index in v} for index in inner]

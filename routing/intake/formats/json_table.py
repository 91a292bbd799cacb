"""A JSON document as a table: a list of objects, wherever in the document it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from routing.errors import FileRefused
from routing.intake.container.archive import Content
from routing.intake.formats.csv_table import text_stream
from routing.intake.formats.json_cursor import BrokenJsonError, Cursor
from routing.intake.formats.json_rows import JsonRows
from routing.intake.formats.json_shape import Place, find_list, reshape
from routing.intake.formats.table import Notes, Reject, Row
from routing.intake.limits import MEBI

_WHOLE: int = 48 * MEBI


class JsonTable:
    """A JSON document; streamed when it holds a list of objects."""

    format = "json"

    def __init__(self, content: Content, encoding: str, *, whole: bool) -> None:
        self._content = content
        self._encoding = encoding
        self.notes = Notes()
        with text_stream(content, encoding) as stream:
            self._place = find_list(Cursor(stream, self.notes), self.notes, whole=whole)
        self._reshaped = self._load() if self._place.whole else None
        self._rows = JsonRows(self._items(), self.notes, content.name)
        self.columns = self._rows.columns

    def sample(self) -> list[list[str]]:
        """The first rows."""
        return self._rows.sample

    def rows(self) -> Iterator[Row | Reject]:
        """All rows from the first; `line` is the number of the item."""
        self.notes.restart()
        return self._rows.rows(self._items())

    def _load(self) -> list[dict[str, Any]]:
        """A document that is keyed by column, which cannot be streamed."""
        with text_stream(self._content, self._encoding) as stream:
            text = stream.read(_WHOLE + 1)
        if len(text) > _WHOLE:
            raise FileRefused(
                f'"{self._content.name}" is a large JSON keyed by column: '
                "save it with one object per ticket."
            )
        return reshape(text, self._content.name, self.notes)

    def _items(self) -> Iterator[tuple[int, Any] | Reject]:
        if self._reshaped is not None:
            yield from enumerate(self._reshaped, 1)
            return
        with text_stream(self._content, self._encoding) as stream:
            cursor = Cursor(stream, self.notes)
            if self._place.concatenated:
                yield from _stream(cursor)
                return
            for key in self._place.path:
                _enter(cursor, key)
            cursor.take("[")
            yield from _list(cursor, self._content.name, self._place)


def _enter(cursor: Cursor, key: str) -> None:
    """Go to the value of a key in the object at the cursor."""
    cursor.take("{")
    while cursor.value() != key:
        cursor.take(":")
        if cursor.peek() in "[{":
            cursor.skip()
        else:
            cursor.value()
        cursor.take(",")
    cursor.take(":")


def _list(cursor: Cursor, name: str, place: Place) -> Iterator[tuple[int, Any] | Reject]:
    number = 0
    header: list[str] | None = None
    while not cursor.take("]"):
        number += 1
        if not cursor.peek():
            yield Reject(number, "the file ends before the list does", "")
            return
        item = _one(cursor, number)
        if isinstance(item, Reject):
            yield item
            if not cursor.peek():
                return
        elif place.lists and header is None:
            header = [str(cell) for cell in item[1]] if isinstance(item[1], list) else []
        else:
            yield _named(item, header)
        if cursor.take(",") or cursor.peek() in ("]", ""):
            continue
        if cursor.peek() != "{":
            raise FileRefused(
                f'"{name}" is broken JSON after item {number:,} (line {cursor.line:,}): '
                "export it again."
            )
    if place.lists and header is not None and number == 1:
        raise FileRefused(f'"{name}" has a header and no rows: export the tickets again.')


def _named(item: tuple[int, Any], header: list[str] | None) -> tuple[int, Any]:
    number, value = item
    if header is not None and isinstance(value, list):
        return number, dict(zip(header, value, strict=False))
    return (number, {"text": value}) if isinstance(value, str) else item


def _one(cursor: Cursor, number: int) -> tuple[int, Any] | Reject:
    try:
        return number, cursor.value()
    except BrokenJsonError as error:
        reason, start = str(error), cursor.rest()
        text = cursor.skip()
        if text is None:
            cursor.finish()
            return Reject.of(number, f"{reason}; nothing after it could be read", start)
        return Reject.of(number, reason, text)


def _stream(cursor: Cursor) -> Iterator[tuple[int, Any] | Reject]:
    """Objects one after the other, without a list around them."""
    number = 0
    while cursor.peek():
        number += 1
        item = _one(cursor, number)
        yield item
        cursor.take(",")
        if isinstance(item, Reject) and cursor.peek() != "{":
            return

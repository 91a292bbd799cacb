"""JSON Lines as a table: one object a line, a broken line is a reject."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from json import JSONDecodeError
from typing import Any

from routing.intake.container.archive import Content
from routing.intake.formats.csv_table import text_stream
from routing.intake.formats.json_cursor import decoder
from routing.intake.formats.json_rows import JsonRows
from routing.intake.formats.numbered_lines import Lines, LineTooLongError
from routing.intake.formats.table import Notes, Reject, Row


class JsonLinesTable:
    """A text with one JSON object in each line."""

    format = "jsonl"

    def __init__(self, content: Content, encoding: str) -> None:
        self._content = content
        self._encoding = encoding
        self.notes = Notes()
        self._rows = JsonRows(self._items(), self.notes, content.name)
        self.columns = self._rows.columns

    def over(self, content: Content) -> JsonLinesTable:
        """The same columns over whole lines of the file."""
        part = copy(self)
        part._content, part.notes = content, Notes()  # noqa: SLF001 - it is one of us
        part._rows = self._rows.over(part.notes)  # noqa: SLF001
        return part

    @staticmethod
    def fits(sample: str) -> bool:
        """Whether a text is JSON Lines: several lines, each an object, one of them whole."""
        if not sample[:1000].lstrip("\ufeff \t\r\n").startswith("{"):
            return False
        lines = [line for line in sample.splitlines() if line.strip("\ufeff \t")][:20]
        decode = decoder(Notes()).decode
        objects = [line.lstrip("\ufeff \t").startswith("{") for line in lines]
        if len(lines) < 2 or not objects[0] or sum(objects) * 2 < len(lines):  # noqa: PLR2004
            return False
        return any(_whole(decode, line.strip("\ufeff")) for line in lines)

    def sample(self) -> list[list[str]]:
        """The first rows."""
        return self._rows.sample

    def rows(self) -> Iterator[Row | Reject]:
        """All rows from the first."""
        self.notes.restart()
        return self._rows.rows(self._items())

    def _items(self) -> Iterator[tuple[int, Any] | Reject]:
        decode = decoder(self.notes).decode
        with text_stream(self._content, self._encoding) as stream:
            lines = Lines(stream, self.notes)
            while True:
                lines.clear()
                try:
                    line = next(lines)
                except StopIteration:
                    return
                except LineTooLongError as error:
                    yield Reject.of(
                        lines.number, "the line is longer than 16 million characters", error.first
                    )
                    continue
                text = line.strip(" \t\r\n\x1a")
                if text:
                    yield _item(decode, text, lines.number)


def _item(decode: Any, text: str, number: int) -> tuple[int, Any] | Reject:
    try:
        return number, decode(text)
    except JSONDecodeError as error:
        return Reject.of(number, f"not valid JSON ({error.msg.lower().rstrip(':')})", text)
    except RecursionError:
        return Reject.of(number, "not readable: nested too deeply", text)


def _whole(decode: Any, line: str) -> bool:
    try:
        return isinstance(decode(line), dict)
    except (JSONDecodeError, RecursionError):
        return False

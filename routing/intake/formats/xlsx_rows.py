"""The rows of one sheet, streamed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from routing.intake.formats.table import Notes, Row
from routing.intake.formats.xlsx_number_format import written
from routing.intake.formats.xlsx_workbook import Sheet, Workbook, unescaped
from routing.intake.formats.xml_events import Xml, local
from routing.intake.limits import FIELD_CHARACTERS

_COLUMN: Final = re.compile(r"[A-Z]{1,3}")
# Formatted cells and rows without a value; a sheet may have a million of them.
_CELL: Final = rb'<c r="[A-Z]+\d+"(?: [a-z]+="[^"<>]*")*+ ?/>'
_EMPTY: Final = re.compile(
    _CELL + rb'|<row r="\d+"(?: [\w:.]+="[^"<>]*")*+ ?(?:/>|>(?:' + _CELL + rb")*+</row>)"
)
_MAX_COLUMNS: Final = 16_384
FORMULAS: Final = "Formula cells without a stored value were read as empty"


def sheet_rows(
    workbook: Workbook, sheet: Sheet, notes: Notes, chunks: int | None = None
) -> Iterator[Row]:
    """Rows that have a value in some cell, with their number in the sheet.

    chunks: how much of the sheet to look at, in pieces of 64 KB; None for all of it.
    """
    stream = workbook.open(sheet.part)
    if stream is None:
        return
    reader = _RowReader(workbook, notes)
    xml = Xml(workbook.name, reader.start, reader.end, reader.text)
    steps = xml.steps(stream, _EMPTY)
    try:
        for _ in islice(steps, chunks):
            yield from reader.found
            reader.found.clear()
    finally:
        steps.close()
        stream.close()


class _RowReader:
    """Gathers rows from the events of a sheet."""

    def __init__(self, workbook: Workbook, notes: Notes) -> None:
        self.found: list[Row] = []
        self._strings = workbook.strings
        self._kinds = workbook.kinds
        self._from_1904 = workbook.from_1904
        self._notes = notes
        self._columns: dict[str, int] = {}
        self._row = 0
        self._cells: dict[int, str] = {}
        self._column = -1
        self._attributes: dict[str, str] = {}
        self._inside = False
        self._phonetic = False
        self._formula = False
        self._pieces: list[str] = []
        self._size = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Enter an element."""
        if ":" in name:
            name = local(name)
        if name == "c":
            self._attributes = attributes
            self._column += 1
            if self._pieces or self._formula:
                self._pieces = []
                self._formula = False
                self._size = 0
        elif name == "v" or (name == "t" and not self._phonetic):
            self._inside = True
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdigit() else self._row + 1
            self._column = -1
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._phonetic = True

    def end(self, name: str) -> None:
        """Leave an element."""
        if ":" in name:
            name = local(name)
        if name == "c":
            if self._pieces:
                self._end_cell()
            elif self._formula and self._attributes.get("t") != "str":
                self._notes.count(FORMULAS, self._row)
        elif name in ("v", "t"):
            self._inside = False
        elif name == "row":
            if self._cells:
                self._end_row()
        elif name == "rPh":
            self._phonetic = False

    def text(self, data: str) -> None:
        """Take text up to just above the limit of a cell."""
        if self._inside and self._size <= FIELD_CHARACTERS:
            self._pieces.append(data)
            self._size += len(data)

    def _end_cell(self) -> None:
        attributes = self._attributes
        reference = attributes.get("r")
        if reference:
            self._column = self._position(reference)
        value = self._value("".join(self._pieces), attributes.get("t", "n"))
        if value and 0 <= self._column < _MAX_COLUMNS:
            self._cells[self._column] = value

    def _value(self, raw: str, kind: str) -> str:
        if kind == "s":
            return self._strings[int(raw)] if raw.isdigit() and len(raw) < 10 else ""  # noqa: PLR2004
        if kind == "n":
            style = self._attributes.get("s", "")
            index = int(style) if style.isdigit() else 0
            meaning = self._kinds[index] if index < len(self._kinds) else "number"
            return written(raw.strip(), meaning, from_1904=self._from_1904)
        if kind == "b":
            return "TRUE" if raw.strip() == "1" else "FALSE"
        return unescaped(raw)

    def _end_row(self) -> None:
        cells = [""] * (max(self._cells) + 1)
        for column, value in self._cells.items():
            cells[column] = value
        self.found.append(Row(self._row, cells))
        self._cells = {}

    def _position(self, reference: str) -> int:
        match = _COLUMN.match(reference)
        letters = match[0] if match else ""
        position = self._columns.get(letters)
        if position is None:
            position = -1
            for letter in letters:
                position = (position + 1) * 26 + ord(letter) - ord("A")
            self._columns[letters] = position
        return position

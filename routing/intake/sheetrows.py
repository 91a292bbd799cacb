"""The rows of one sheet, streamed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from routing.intake.limits import FIELD_CHARACTERS
from routing.intake.numberformat import written
from routing.intake.table import Notes, Row
from routing.intake.workbook import Sheet, Workbook, unescaped
from routing.intake.xml import Xml

_COLUMN: Final = re.compile(r"[A-Z]{1,3}")
_MOST_COLUMNS: Final = 16_384
FORMULAS: Final = "Formula cells without a stored value were read as empty"


def sheet_rows(workbook: Workbook, sheet: Sheet, notes: Notes) -> Iterator[Row]:
    """Rows that have a value in some cell, with their number in the sheet."""
    stream = workbook.open(sheet.part)
    if stream is None:
        return
    reader = _RowReader(workbook, notes)
    xml = Xml(workbook.name, reader.start, reader.end, reader.text)
    steps = xml.steps(stream)
    try:
        for _ in steps:
            yield from reader.found
            reader.found.clear()
    finally:
        steps.close()  # type: ignore[attr-defined]
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
        self._type = "n"
        self._style = 0
        self._inside = False
        self._phonetic = False
        self._formula = False
        self._pieces: list[str] = []
        self._size = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Enter an element."""
        if name == "c":
            self._start_cell(attributes)
        elif name == "v" or (name == "t" and not self._phonetic):
            self._inside = True
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdigit() else self._row + 1
            self._cells = {}
            self._column = -1
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._phonetic = True

    def end(self, name: str) -> None:
        """Leave an element."""
        name = name.rpartition(":")[2] if ":" in name else name
        if name == "c":
            self._end_cell()
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

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        self._column = self._position(reference) if reference else self._column + 1
        self._type = attributes.get("t", "n")
        style = attributes.get("s", "")
        self._style = int(style) if style.isdigit() else 0
        self._formula = False
        if self._pieces:
            self._pieces = []
        self._size = 0

    def _end_cell(self) -> None:
        if self._pieces:
            value = self._value("".join(self._pieces))
            if value and 0 <= self._column < _MOST_COLUMNS:
                self._cells[self._column] = value
        elif self._formula and self._type != "str":
            self._notes.count(FORMULAS, self._row)

    def _value(self, raw: str) -> str:
        kind = self._type
        if kind == "s":
            return self._strings[int(raw)] if raw.isdigit() else ""
        if kind == "n":
            style = self._kinds[self._style] if self._style < len(self._kinds) else "number"
            return written(raw.strip(), style, from_1904=self._from_1904)
        if kind == "b":
            return "TRUE" if raw.strip() == "1" else "FALSE"
        return unescaped(raw)

    def _end_row(self) -> None:
        cells = [""] * (max(self._cells) + 1)
        for column, value in self._cells.items():
            cells[column] = value
        self.found.append(Row(self._row, cells))

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

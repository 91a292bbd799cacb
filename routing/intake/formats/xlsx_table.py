"""An XLSX workbook as a table: its first sheet that looks like tickets, and those like it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from routing.errors import FileRefused
from routing.intake.columns.guess import guess_mapping
from routing.intake.columns.header_aliases import normal
from routing.intake.container.archive import Content
from routing.intake.formats.csv_records import TOO_LONG
from routing.intake.formats.header_row import Header, find_header
from routing.intake.formats.table import (
    BLANK,
    Notes,
    Reject,
    Row,
    first_few,
    overlong,
    raw_csv,
    unique_names,
)
from routing.intake.formats.xlsx_rows import sheet_rows
from routing.intake.formats.xlsx_workbook import Sheet, Workbook
from routing.intake.limits import MAX_FIELD_CHARACTERS

_LOOKED_AT: Final = 400
_SHEETS: Final = 30
_CHUNKS: Final = 256
_SHEET: Final = "Sheet"


@dataclass(frozen=True, slots=True)
class _Candidate:
    sheet: Sheet
    rows: list[Row]
    header: Header
    worth: int


class SheetTable:
    """The chosen sheet of a workbook, with the sheets of the same columns and other rows.

    Where there are several, the name of its sheet stands with each row in a last column.
    """

    format = "xlsx"

    def __init__(self, content: Content, *, whole: bool) -> None:
        self._content = content
        self._whole = whole
        self.notes = Notes()
        workbook = Workbook(content)
        try:
            self._chosen, *self._alike = self._choose(workbook)
        finally:
            workbook.close()
        header = self._chosen.header
        self._width = len(header.names)
        more = [_SHEET] if self._alike else []
        self.columns = unique_names([*header.names, *more], self.notes)
        if header.index:
            self.notes.say(
                f"{header.index} row(s) above the header were taken as a title and skipped."
            )
        if not header.present:
            self.notes.say("The sheet has no header: its first row is data; columns were numbered.")

    def sample(self) -> list[list[str]]:
        """The first rows, of several sheets in turn one from each."""
        samples = [
            list(map(self._order(each), _body(each))) for each in (self._chosen, *self._alike)
        ]
        longest = max(map(len, samples))
        return [rows[n] for n in range(longest) for rows in samples if n < len(rows)]

    def rows(self) -> Iterator[Row | Reject]:
        """All rows below the header; rows without any value are none."""
        self.notes.restart()
        workbook = Workbook(self._content)
        try:
            for each in (self._chosen, *self._alike):
                yield from self._rows_of(workbook, each)
        finally:
            workbook.close()

    def _rows_of(self, workbook: Workbook, each: _Candidate) -> Iterator[Row | Reject]:
        expected = first = each.rows[each.header.index].line + each.header.present
        ordered, where = self._order(each), f'"{each.sheet.name}": ' if self._alike else ""
        for row in sheet_rows(workbook, each.sheet, self.notes):
            if row.line < first:
                continue
            if row.line > expected:
                self.notes.count(BLANK, expected, row.line - expected)
            expected = row.line + 1
            if any(len(cell) > MAX_FIELD_CHARACTERS for cell in row.cells):
                yield Reject.of(row.line, where + TOO_LONG, "")
            elif self._alike and (problem := overlong(row.cells, self._width)):
                yield Reject.of(row.line, where + problem, raw_csv(row.cells))
            else:
                yield Row(row.line, ordered(row.cells))

    def _order(self, each: _Candidate) -> Callable[[list[str]], list[str]]:
        """From the cells of a sheet to those in the order of the chosen one, with its name."""
        if not self._alike:
            return lambda cells: cells
        own = [normal(name) for name in each.header.names]
        order = [own.index(normal(name)) for name in self._chosen.header.names]

        def ordered(cells: list[str]) -> list[str]:
            full = [*cells[: self._width], *[""] * (self._width - len(cells))]
            return [*(full[n] for n in order), each.sheet.name]

        return ordered

    def _choose(self, workbook: Workbook) -> list[_Candidate]:
        """The first visible sheet with a text, else the best there is; then those like it."""
        sheets = sorted(workbook.sheets[:_SHEETS], key=lambda sheet: sheet.hidden)
        candidates: list[_Candidate] = []
        for sheet in sheets:
            # A hidden sheet is read only where no other one holds tickets.
            if sheet.hidden and any(each.worth == _TICKETS for each in candidates):
                break
            candidates.append(_candidate(workbook, sheet))
        best = max(candidates, key=lambda c: c.worth)
        if not best.rows:
            raise FileRefused(f'"{workbook.name}" has only empty sheets: export the tickets again.')
        chosen = [best, *(each for each in candidates if _is_alike(best, each))]
        self._say_sheets(workbook, chosen)
        return chosen

    def _say_sheets(self, workbook: Workbook, chosen: Sequence[_Candidate]) -> None:
        names = [each.sheet.name for each in chosen]
        others = [s.name for s in workbook.sheets if s.name not in names]
        if len(names) > 1:
            self.notes.say(
                f"{len(names)} sheets with the same columns were read as one: {first_few(names)}."
            )
            if others:
                self.notes.say(f"Not read, because they are others: {first_few(others)}.")
        elif others:
            self.notes.say(
                f'The workbook has {len(others) + 1} sheets; only "{names[0]}" was read, '
                f"not {first_few(others)}."
            )


def _is_alike(best: _Candidate, other: _Candidate) -> bool:
    """Whether it is another sheet of the same columns; a copy or a part of it is none."""
    if other is best or other.worth < _TICKETS or not best.header.present:
        return False
    names = [normal(name) for name in best.header.names]
    if sorted(names) != sorted(map(normal, other.header.names)) or len(set(names)) < len(names):
        return False
    same = {tuple(cells) for cells in _body(best)}
    return not any(tuple(cells) in same for cells in _body(other))


def _body(each: _Candidate) -> list[list[str]]:
    return [row.cells for row in each.rows[each.header.index + each.header.present :]]


_TICKETS: Final = 2


def _candidate(workbook: Workbook, sheet: Sheet) -> _Candidate:
    rows = list(islice(sheet_rows(workbook, sheet, Notes(), _CHUNKS), _LOOKED_AT))
    header = find_header([row.cells for row in rows])
    # Merged or missing names at the end of the header are not stored: the rows tell its width.
    width = max((len(row.cells) for row in rows[header.index :]), default=0)
    header = replace(header, names=(*header.names, *[""] * (width - len(header.names))))
    body = [row.cells for row in rows[header.index + header.present :]]
    mapping = guess_mapping(header.names, body)
    is_tickets = bool(body) and (mapping.subject or mapping.body)
    return _Candidate(sheet, rows, header, _TICKETS if is_tickets else int(bool(body)))

"""An XLSX workbook as a table: its first sheet that looks like tickets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from routing.errors import FileRefused
from routing.intake.columns.mapping import guess_mapping
from routing.intake.container.archive import Content
from routing.intake.formats.csv_records import TOO_LONG
from routing.intake.formats.header_row import Header, find_header
from routing.intake.formats.table import Notes, Reject, Row, some, unique
from routing.intake.formats.xlsx_rows import sheet_rows
from routing.intake.formats.xlsx_workbook import Sheet, Workbook
from routing.intake.limits import FIELD_CHARACTERS

_LOOKED_AT: Final = 400
_SHEETS: Final = 30
_CHUNKS: Final = 256
BLANK: Final = "Empty rows between rows were skipped"


@dataclass(frozen=True, slots=True)
class _Candidate:
    sheet: Sheet
    rows: list[Row]
    header: Header
    worth: int


class SheetTable:
    """The chosen sheet of a workbook."""

    format = "xlsx"

    def __init__(self, content: Content, *, whole: bool) -> None:
        self._content = content
        self._whole = whole
        self.notes = Notes()
        workbook = Workbook(content)
        try:
            self._chosen = self._choose(workbook)
        finally:
            workbook.close()
        header = self._chosen.header
        self.columns = unique(header.names, self.notes)
        if header.index:
            self.notes.say(
                f"{header.index} row(s) above the header were taken as a title and skipped."
            )
        if not header.present:
            self.notes.say("The sheet has no header: its first row is data; columns were numbered.")

    def sample(self) -> list[list[str]]:
        """The first rows."""
        header = self._chosen.header
        return [row.cells for row in self._chosen.rows[header.index + header.present :]]

    def rows(self) -> Iterator[Row | Reject]:
        """All rows below the header; rows without any value are none."""
        self.notes.restart()
        header = self._chosen.header
        first = self._chosen.rows[header.index].line + header.present
        workbook = Workbook(self._content)
        try:
            expected = first
            for row in sheet_rows(workbook, self._chosen.sheet, self.notes):
                if row.line < first:
                    continue
                if row.line > expected:
                    self.notes.count(BLANK, expected)
                expected = row.line + 1
                long = any(len(cell) > FIELD_CHARACTERS for cell in row.cells)
                yield Reject.of(row.line, TOO_LONG, "") if long else row
        finally:
            workbook.close()

    def _choose(self, workbook: Workbook) -> _Candidate:
        """The first visible sheet with a text column; else the best there is."""
        sheets = sorted(workbook.sheets[:_SHEETS], key=lambda sheet: sheet.hidden)
        candidates: list[_Candidate] = []
        for sheet in sheets:
            candidate = _candidate(workbook, sheet)
            candidates.append(candidate)
            if candidate.worth == _TICKETS:
                break
        best = max(candidates, key=lambda c: c.worth)
        if not best.rows:
            raise FileRefused(f'"{workbook.name}" has only empty sheets: export the tickets again.')
        self._say_sheets(workbook, best.sheet)
        return best

    def _say_sheets(self, workbook: Workbook, chosen: Sheet) -> None:
        others = [s.name for s in workbook.sheets if s is not chosen]
        if others:
            self.notes.say(
                f'The workbook has {len(others) + 1} sheets; only "{chosen.name}" was read, '
                f"not {some(others)}."
            )


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

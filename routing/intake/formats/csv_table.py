"""CSV and its relatives as a table."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace
from typing import Final, TextIO

from routing.errors import FileRefused
from routing.intake.container.archive import Content
from routing.intake.formats.csv_dialect import DELIMITERS, Layout, sniff
from routing.intake.formats.csv_records import lenient, records
from routing.intake.formats.numbered_lines import Lines
from routing.intake.formats.table import BLANK, Notes, Reject, Row, unique_names
from routing.intake.limits import MAX_COLUMNS

_SAMPLE: Final = 1 << 20
_BUFFER: Final = 1 << 18
_INVISIBLE: Final = " \t\r\n\u00a0\x1a\ufeff"


def text_stream(content: Content, encoding: str) -> TextIO:
    """The content decoded, line ends kept, invalid bytes as U+FFFD."""
    stream = io.TextIOWrapper(content.open(), encoding, errors="replace", newline="")
    stream._CHUNK_SIZE = _BUFFER  # type: ignore[attr-defined] # noqa: SLF001 - a third faster
    return stream


class DelimitedTable:
    """A delimited text; recognised from its first million characters, read as a stream."""

    def __init__(self, content: Content, encoding: str, sample: str) -> None:
        self._content = content
        self._encoding = encoding
        self.notes = Notes()
        self._check_width(sample)
        self.layout: Layout = sniff(sample)
        header = self.layout.header
        if not header.names:
            raise FileRefused(f'"{content.name}" holds no rows: export the tickets again.')
        self.columns = unique_names([n.replace("\ufeff", "") for n in header.names], self.notes)
        self._say_header()

    def _check_width(self, sample: str) -> None:
        """Refuse a first line of far too many cells before anything else is tried on it."""
        first = sample.partition("\n")[0]
        width = max(len(lenient(first, delimiter)) for delimiter in DELIMITERS)
        if width > MAX_COLUMNS:
            raise FileRefused(
                f'"{self._content.name}" has {width:,} columns, more than {MAX_COLUMNS:,}: '
                "export fewer."
            )

    def over(self, content: Content, sample: Sequence[Row]) -> DelimitedTable:
        """The same columns, read in the same way, over a part of the file.

        content: the file up to its header and, after that, whole rows of it.
        sample: rows of all the file, by which its dates are understood.
        """
        part = copy(self)
        part._content, part.notes = content, Notes()  # noqa: SLF001 - it is one of us
        first = self.layout.rows[: self.layout.header.index + 1]
        part.layout = replace(self.layout, rows=(*first, *sample))
        return part

    @property
    def format(self) -> str:
        """Tsv for tabs, else csv."""
        return "tsv" if self.layout.dialect.delimiter == "\t" else "csv"

    def sample(self) -> list[list[str]]:
        """The first rows, titles and header left out."""
        header = self.layout.header
        return [row.cells for row in self.layout.rows[header.index + header.present :]]

    def rows(self) -> Iterator[Row | Reject]:
        """All rows after the header; blank lines at the end are none."""
        self.notes.restart()
        with text_stream(self._content, self._encoding) as stream:
            lines = Lines(stream, self.notes)
            header = self.layout.header
            lines.counted_from = self.layout.rows[header.index].line + self.layout.sep_line
            if self.layout.sep_line:
                next(lines)
            found = records(lines, self.layout.dialect, self.notes)
            yield from self._without_blanks(_after_header(found, self.layout))

    def _without_blanks(self, found: Iterator[Row | Reject]) -> Iterator[Row | Reject]:
        """Leave out rows of nothing but empty cells; lines of spaces count when a row follows."""
        first, blanks = 0, 0
        for row in found:
            if isinstance(row, Row) and _blank(row.cells):
                if len(row.cells) > 1:
                    self.notes.count(BLANK, row.line)
                else:
                    first = first or row.line
                    blanks += 1
                continue
            if blanks:
                self.notes.count(BLANK, first, blanks)
                first, blanks = 0, 0
            yield row

    def _say_header(self) -> None:
        header = self.layout.header
        if header.index:
            what = "1 row" if header.index == 1 else f"{header.index} rows"
            self.notes.say(f"{what} above the header were taken as a title and skipped.")
        if not header.present:
            self.notes.say("The file has no header: its first row is data; columns were numbered.")
        if self.layout.dialect.escaped:
            self.notes.say('Quotes inside cells are written as \\" in this file.')


def _blank(cells: list[str]) -> bool:
    if cells and cells[0].strip(_INVISIBLE):
        return False
    return not any(cell.strip(_INVISIBLE) for cell in cells)


def _after_header(found: Iterator[Row | Reject], layout: Layout) -> Iterator[Row | Reject]:
    header = layout.header
    offset = int(layout.sep_line)
    last = layout.rows[header.index].line + offset
    for row in found:
        if row.line < last or (row.line == last and header.present):
            continue
        yield row
        break
    yield from found

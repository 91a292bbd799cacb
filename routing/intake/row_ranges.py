"""A file cut into ranges of whole rows, each of which can be read by itself, and in any process.

What has to be known of the whole file (columns, dialect, encoding, what its dates mean) is found
once and travels with each range, so that a range is read as the file would be.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from routing.errors import FileRefused
from routing.intake.columns.guess import guess_mapping
from routing.intake.columns.mapping import Mapping
from routing.intake.container.archive import Content
from routing.intake.formats.csv_table import DelimitedTable
from routing.intake.formats.json_lines import JsonLinesTable
from routing.intake.formats.opening import open_table
from routing.intake.formats.parquet_table import MAGIC, ParquetTable, opened
from routing.intake.formats.table import Notes, Reject, Row, Table
from routing.intake.ticket_builder import TicketBuilder
from routing.ticket import Ticket

# Rows of all the file that tell what its dates mean, and how much of each of their cells.
_SAMPLED: Final = 200
_SAMPLED_CHARACTERS: Final = 40

TextTable = DelimitedTable | JsonLinesTable


@dataclass(frozen=True, slots=True)
class RowRange:
    """Whole rows of a file.

    start, stop: its bytes in a text file; in a Parquet file the row group and the next one.
    first_row: number in the file of its first row, from 1. first_line: where that stands.
    rows: how many there are. skip: rows before it in the group.
    """

    start: int
    stop: int
    first_row: int
    first_line: int
    rows: int
    skip: int = 0


@dataclass(frozen=True, slots=True)
class FileLayout:
    """How a file is read.

    table: of a text file its columns and dialect, without the text. head: the bytes before the
    first row, of so many lines. None and empty for Parquet.
    """

    name: str
    mapping: Mapping
    table: TextTable | None = field(default=None, repr=False)
    head: bytes = field(default=b"", repr=False)
    head_lines: int = 0

    def items(self, stream: BinaryIO, rows: RowRange) -> Iterator[Ticket | Reject]:
        """The tickets and rejects of a range, read from a stream over the whole file."""
        table = self._over(stream, rows)
        moved = rows.first_line - self.head_lines - 1 if self.table else 0
        builder = TicketBuilder(table, self.mapping, Notes())
        for number, row in enumerate(table.rows(), rows.first_row):
            if isinstance(row, Reject):
                yield Reject(row.line + moved, row.reason, row.raw)
            else:
                yield builder.ticket(Row(row.line + moved, row.cells), number, number)

    def _over(self, stream: BinaryIO, rows: RowRange) -> Table:
        if self.table is None:
            file = opened(stream, self.name)
            first = rows.first_row - rows.skip
            return ParquetTable(
                file, self.name, rows.start, first_row=first, skip=rows.skip, rows=rows.rows
            )
        stream.seek(rows.start)
        content = _content(self.name, self.head + stream.read(rows.stop - rows.start))
        if isinstance(self.table, JsonLinesTable):
            return self.table.over(content)
        return self.table.over(content, self.table.layout.rows[_after_header(self.table) :])


def is_parquet(path: Path) -> bool:
    """Whether the file begins as Parquet does."""
    with path.open("rb") as stream:
        return stream.read(len(MAGIC)) == MAGIC


def parquet_ranges(
    stream: BinaryIO, name: str, rows: int, mapping: Mapping | None = None
) -> tuple[FileLayout, list[RowRange]]:
    """A Parquet file as ranges of so many rows; a range lies within one row group.

    Raises FileRefused where it is damaged or holds no text of a ticket.
    """
    file = opened(stream, name)
    table = ParquetTable(file, name, 0, first_row=1, skip=0, rows=0)
    mapping = mapping or guess_mapping(table.columns, table.sample())
    found, first = [], 1
    for group in range(file.num_row_groups):
        count = file.metadata.row_group(group).num_rows
        for skip in range(0, count, rows):
            size = min(rows, count - skip)
            place = first + skip
            found.append(RowRange(group, group + 1, place, place, size, skip))
        first += count
    return FileLayout(name, mapping.checked(table.columns)), found


def text_ranges(
    path: Path, name: str, rows: int, mapping: Mapping | None = None
) -> tuple[FileLayout, list[RowRange]]:
    """A file of CSV or JSON Lines as ranges of so many rows.

    Raises FileRefused where it is neither, or holds no text of a ticket.
    """
    whole = open_table([path], whole=True)
    table, content = whole.table, whole.parts[0].content
    if not isinstance(table, TextTable) or content.packing:
        raise FileRefused(
            f'"{name}" cannot be read in parts: unpack it or export it as CSV, JSON Lines or '
            "Parquet."
        )
    if codecs.lookup(whole.parts[0].encoding.name).name.startswith(("utf-16", "utf-32")):
        raise FileRefused(f'"{name}" is written in UTF-16: save it as UTF-8.')
    mapping = (mapping or guess_mapping(table.columns, table.sample())).checked(table.columns)
    kept: TextTable
    if isinstance(table, JsonLinesTable):
        starts, count = _line_starts(path, rows)
        kept = table.over(_content(name, b""))
    else:
        starts, count, sample = _row_starts(table, rows)
        kept = table.over(_content(name, b""), sample)
    places = _places(path, starts)
    ends = [*places[1:], path.stat().st_size] if places else []
    found = [
        RowRange(start, stop, number * rows + 1, line, min(rows, count - number * rows))
        for number, (line, start, stop) in enumerate(zip(starts, places, ends, strict=True))
    ]
    if not found:
        raise FileRefused(f'"{name}" has a header and no rows: export the tickets again.')
    is_lines = isinstance(table, JsonLinesTable)
    with path.open("rb") as stream:
        head = b"" if is_lines else stream.read(places[0])
    return FileLayout(name, mapping, kept, head, 0 if is_lines else starts[0] - 1), found


def _row_starts(table: DelimitedTable, rows: int) -> tuple[list[int], int, list[Row]]:
    """The line of every so manieth row, how many rows there are, and some of all of them."""
    starts: list[int] = []
    sample: list[Row] = []
    count, every = 0, 1
    for count, row in enumerate(table.rows(), 1):
        if (count - 1) % rows == 0:
            starts.append(row.line)
        if count % every == 0 and isinstance(row, Row):
            sample.append(Row(row.line, [cell[:_SAMPLED_CHARACTERS] for cell in row.cells]))
            if len(sample) > _SAMPLED:
                # Half of them again, so that they stay spread over all the file.
                sample, every = sample[1::2], 2 * every
    return starts, count, sample


def _line_starts(path: Path, rows: int) -> tuple[list[int], int]:
    """The number of every so manieth line that holds something, and how many such there are."""
    starts, count = [], 0
    for number, line in _lines(path):
        if line.strip():
            if count % rows == 0:
                starts.append(number)
            count += 1
    return starts, count


def _places(path: Path, starts: list[int]) -> list[int]:
    """Where those lines begin, in bytes."""
    wanted = iter(starts)
    found, place, next_line = [], 0, next(wanted, None)
    for number, line in _lines(path):
        if number == next_line:
            found.append(place)
            next_line = next(wanted, None)
        place += len(line)
    return found


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Each line with its number, as the readers of texts count them."""
    number = 1
    with path.open("rb") as stream:
        for line in stream:
            alone = line.count(b"\r") > line.endswith(b"\r\n")
            for piece in line.splitlines(keepends=True) if alone else (line,):
                yield number, piece
                number += 1


def _after_header(table: DelimitedTable) -> int:
    return table.layout.header.index + 1


def _content(name: str, data: bytes) -> Content:
    """Bytes as the content of a file; without any it can travel between processes."""
    opener = (lambda: io.BytesIO(data)) if data else io.BytesIO
    return Content(Path(name), name, (), len(data), opener)

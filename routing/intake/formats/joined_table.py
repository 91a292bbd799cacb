"""Several files with the same columns as one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from routing.intake.columns.header_aliases import normal
from routing.intake.container.archive import Content
from routing.intake.container.encoding import Encoding
from routing.intake.formats.table import (
    SHORT,
    Notes,
    Reject,
    Row,
    Table,
    overlong,
    raw_csv,
    unique_names,
)

_FILE = "File"


@dataclass(frozen=True, slots=True)
class Part:
    """One file: its table with where it came from."""

    table: Table
    content: Content
    encoding: Encoding

    def warnings(self) -> tuple[str, ...]:
        """All warnings so far, from the container to the rows."""
        return (*self.content.warnings, *self.encoding.warnings, *self.table.notes.all())


class JoinedTable:
    """The rows of all files one after the other, each with the name of its file in a last column.

    The columns may stand in another order in each file; `line` counts within the file.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._at = 0
        self.notes = Notes()
        first = parts[0].table.columns
        self.columns = unique_names([*first, _FILE], self.notes)
        self._width = len(first)
        self._orders = [_order(first, part.table.columns) for part in parts]

    @property
    def format(self) -> str:
        """That of the first file."""
        return self._parts[0].table.format

    @property
    def share(self) -> float:
        """How much of all files has been read, from 0 to 1."""
        sizes = [part.content.size for part in self._parts]
        current = self._parts[self._at].content.share * sizes[self._at]
        return min(1.0, (sum(sizes[: self._at]) + current) / (sum(sizes) or 1))

    def warnings(self) -> tuple[str, ...]:
        """The warnings of every file, with its name."""
        named = (
            f'"{part.content.name}": {said}' for part in self._parts for said in part.warnings()
        )
        return (*named, *self.notes.all())

    def sample(self) -> list[list[str]]:
        """The first rows of every file, in turn one from each."""
        samples = [
            [self._ordered(n, cells) for cells in part.table.sample()]
            for n, part in enumerate(self._parts)
        ]
        longest = max(map(len, samples))
        return [rows[n] for n in range(longest) for rows in samples if n < len(rows)]

    def rows(self) -> Iterator[Row | Reject]:
        """All rows of all files; may be called again."""
        self.notes.restart()
        for number, part in enumerate(self._parts):
            self._at = number
            for row in part.table.rows():
                yield self._row(number, row)

    def _row(self, number: int, row: Row | Reject) -> Row | Reject:
        part = self._parts[number]
        if isinstance(row, Reject):
            return replace(row, reason=f'"{part.content.name}": {row.reason}')
        line, cells = row
        if len(cells) > self._width and (problem := overlong(cells, self._width)):
            return Reject.of(line, f'"{part.content.name}": {problem}', raw_csv(cells))
        if len(cells) < self._width and part.table.format != "xlsx":
            self.notes.count(SHORT, line)
        return Row(line, self._ordered(number, cells))

    def _ordered(self, number: int, cells: Sequence[str]) -> list[str]:
        full = [*cells[: self._width], *[""] * (self._width - len(cells))]
        order = self._orders[number]
        name = self._parts[number].content.name
        return [*(full if order is None else [full[n] for n in order]), name]


def _order(first: Sequence[str], own: Sequence[str]) -> list[int] | None:
    """Where each column of the first file stands in another, None when at its own place."""
    if list(first) == list(own):
        return None
    names = [normal(name) for name in own]
    return [names.index(normal(name)) for name in first]

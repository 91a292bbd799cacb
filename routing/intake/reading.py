"""Reading a file: every row becomes a ticket or a reject, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from pathlib import Path
from typing import Final

from routing.errors import FileRefused
from routing.intake.columns.mapping import FIELDS, Mapping, guess_mapping, listed, preset_for
from routing.intake.formats.opening import Opened, open_table
from routing.intake.formats.table import Notes, Reject, Row
from routing.intake.values.label_variants import Labels, Repeats
from routing.intake.values.numbers import parse_count, parse_seconds, unit_of
from routing.intake.values.times import Order, order_of, parse_time
from routing.ticket import Ticket

Progress = Callable[[float, int], None]

_PREVIEW_ROWS: Final = 20
_EVERY: Final = 5_000
SHORT: Final = "Rows with fewer cells than the header were completed with empty ones"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a first look at a file shows.

    format: csv, tsv, json, jsonl or xlsx.
    packing: the containers from outside in, for example ("zip",).
    encoding, delimiter: "" where the format has none.
    rows: the raw cells of the first rows.
    mapping: the guess, which the user may change.
    preset: the help desk whose export it looks like, None when unknown.
    problem: why the file cannot be read with the guessed mapping, None when it can.
    """

    format: str
    packing: tuple[str, ...]
    name: str
    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    mapping: Mapping
    preset: str | None
    warnings: tuple[str, ...]
    problem: str | None = None


def inspect(path: Path | str) -> Preview:
    """Look at the start of a file.

    Raises FileRefused when it cannot be read as a table. A table without a subject or a body is
    shown with its `problem`, so that the user can map the columns.
    """
    opened = open_table(Path(path), whole=False)
    table = opened.table
    rows = table.sample()
    mapping = guess_mapping(table.columns, rows)
    preset = preset_for(table.columns)
    width = len(table.columns)
    return Preview(
        format=table.format,
        packing=opened.content.packing,
        name=opened.content.name,
        encoding="" if table.format == "xlsx" else opened.encoding.name,
        delimiter=_delimiter(opened),
        columns=tuple(table.columns),
        rows=tuple(tuple(_fitted(row, width)) for row in rows[:_PREVIEW_ROWS]),
        mapping=mapping,
        preset=preset.name if preset else None,
        warnings=opened.warnings(),
        problem=_problem(mapping, table.columns),
    )


def _fitted(row: Sequence[str], width: int) -> list[str]:
    return [*row[:width], *[""] * (width - len(row))]


def _delimiter(opened: Opened) -> str:
    layout = getattr(opened.table, "layout", None)
    return layout.dialect.name if layout else ""


def _problem(mapping: Mapping, columns: Sequence[str]) -> str | None:
    try:
        mapping.checked(columns)
    except FileRefused as refused:
        return str(refused)
    return None


class Reading:
    """A file being read: iterate once for its tickets and rejects.

    tickets, rejected: how many so far. warnings: complete once the iteration has ended.
    """

    def __init__(self, opened: Opened, mapping: Mapping, progress: Progress | None) -> None:
        self.columns = tuple(opened.table.columns)
        self.mapping = mapping
        self.format = opened.table.format
        self.encoding = opened.encoding.name if self.format != "xlsx" else ""
        self.delimiter = _delimiter(opened)
        self.packing = opened.content.packing
        preset = preset_for(self.columns)
        self.preset = preset.name if preset else None
        self.tickets = 0
        self.rejected = 0
        self._opened = opened
        self._progress = progress
        self._notes = Notes()
        self._labels = Labels()
        self._repeats = Repeats()
        self._ended = False

    @property
    def rows(self) -> int:
        """Tickets and rejects so far."""
        return self.tickets + self.rejected

    @property
    def labels(self) -> int:
        """How many different categories so far."""
        return len(self._labels.counts)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Everything the user should know, each one a sentence."""
        found = (*self._opened.warnings(), *self._notes.all())
        if self._ended:
            found += (*self._repeats.warnings(), *self._labels.warnings())
        return tuple(dict.fromkeys(found))

    def __iter__(self) -> Iterator[Ticket | Reject]:
        """All rows of the file.

        Raises FileRefused when the file is damaged on the way, or when no row is a ticket.
        """
        build = _Builder(self._opened, self.mapping, self._notes, self._labels, self._repeats)
        first: Reject | None = None
        for row in self._opened.table.rows():
            item = (
                build.ticket(row, self.tickets + 1, self.rows + 1) if isinstance(row, Row) else row
            )
            if isinstance(item, Ticket):
                self.tickets += 1
            else:
                self.rejected += 1
                first = first or item
            yield item
            if self._progress and self.rows % _EVERY == 0:
                self._progress(self._opened.content.share, self.rows)
        self._finish(first)

    def _finish(self, first: Reject | None) -> None:
        self._ended = True
        name = self._opened.content.name
        if not self.rows:
            raise FileRefused(
                f'"{name}" has a header and no rows; its columns are: {listed(self.columns)}.'
            )
        if first and not self.tickets:
            raise FileRefused(
                f'None of the {self.rows:,} rows of "{name}" is a ticket; '
                f"the first, line {first.line}: {first.reason}."
            )
        if self._progress:
            self._progress(1.0, self.rows)


def read(
    path: Path | str, mapping: Mapping | None = None, progress: Progress | None = None
) -> Reading:
    """Open a file for reading, by the given mapping or the guessed one.

    progress: called now and then with the share read, from 0 to 1, and the rows so far.

    Raises FileRefused when the file cannot be read or has neither a subject nor a body.
    """
    opened = open_table(Path(path), whole=True)
    columns = opened.table.columns
    mapping = mapping or guess_mapping(columns, opened.table.sample())
    return Reading(opened, mapping.checked(columns), progress)


class _Builder:
    """Turns rows into tickets by the mapping; the hot loop of the intake."""

    def __init__(
        self, opened: Opened, mapping: Mapping, notes: Notes, labels: Labels, repeats: Repeats
    ) -> None:
        columns = list(opened.table.columns)
        self._width = len(columns)
        self._notes, self._labels, self._repeats = notes, labels, repeats
        # Fields without a column point at an empty cell added after the last one.
        positions = {
            field: columns.index(column) if column else self._width
            for field in FIELDS
            for column in [getattr(mapping, field)]
        }
        self._texts = itemgetter(*(positions[f] for f in ("id", "subject", "body", "category")))
        # Equal to a cell of a repeated header; "" stands for a field without a column.
        self._names = {"", *(name for name in (mapping.subject, mapping.body) if name)}
        self._columns = [column.casefold() for column in columns]
        self._has_id = mapping.id is not None
        self._has_body = mapping.body is not None
        # A sheet does not store empty cells, so a short row there is nothing to warn of.
        self._sparse = opened.table.format == "xlsx"
        extras = [field for field in FIELDS[4:] if getattr(mapping, field)]
        self._extras = [(positions[f], *_parser(f, mapping, opened, notes)) for f in extras]
        self._has_category = mapping.category is not None
        _say_missing(mapping, notes)

    def ticket(self, row: Row, key: int, number: int) -> Ticket | Reject:
        """The ticket of a row, or why it is none."""
        line, cells = row
        width = len(cells)
        if width != self._width and (problem := self._fit(row)):
            return Reject.of(line, problem, _raw(cells[:width]))
        cells.append("")
        id_, subject, body, category = self._texts(cells)
        if not (subject and not subject.isspace()) and not (body and not body.isspace()):
            cells.pop()
            blank = not any(cell and not cell.isspace() for cell in cells)
            return Reject.of(line, "empty row" if blank else "no text", _raw(cells))
        if subject in self._names and body in self._names and self._is_header(cells):
            return Reject.of(line, "the header again", _raw(cells[:-1]))
        if width < self._width and not self._sparse:
            self._notes.count(SHORT, line)
        if self._has_body and (not body or body.isspace()):
            self._notes.count("Tickets without a body", line)
        id_ = self._id(id_, number, line)
        category = category.strip()
        if category:
            self._labels.add(category)
        extras: dict[str, object] = {}
        for position, field, parse in self._extras:
            cell = cells[position]
            if cell:
                extras[field] = parse(cell, line)
        return Ticket(key, id_, subject, body, category or None, line=line, **extras)  # type: ignore[arg-type]

    def _is_header(self, cells: Sequence[str]) -> bool:
        return [cell.strip().casefold() for cell in cells[:-1]] == self._columns

    def _fit(self, row: Row) -> str | None:
        """Bring a row to full width; the reason when it is too long for that."""
        cells = row.cells
        missing = self._width - len(cells)
        if missing > 0:
            cells.extend([""] * missing)
            return None
        if any(cell.strip() for cell in cells[self._width :]):
            return (
                f"{len(cells)} cells where the header has {self._width}: "
                "perhaps a delimiter inside a cell that is not quoted"
            )
        del cells[self._width :]
        return None

    def _id(self, text: str, number: int, line: int) -> str:
        text = text.strip()
        if text:
            self._repeats.add(text, line)
            return text
        if self._has_id:
            self._notes.count("Tickets without an id were numbered by their row", line)
        return f"row-{number}" if self._has_id else str(number)


def _raw(cells: Sequence[str]) -> str:
    """A row as one line of CSV, cheaply."""
    return ",".join(
        '"' + cell.replace('"', '""') + '"' if _QUOTED.intersection(cell) else cell
        for cell in cells
    )


_QUOTED: Final = frozenset(',"\r\n')


def _say_missing(mapping: Mapping, notes: Notes) -> None:
    if mapping.id is None:
        notes.say("The file has no column with an id; tickets were numbered by their row.")
    if mapping.body is None:
        notes.say("The file has no column with the body of a ticket; only the subject is read.")


Parser = Callable[[str, int], object]


def _parser(field: str, mapping: Mapping, opened: Opened, notes: Notes) -> tuple[str, Parser]:
    """The field of the ticket that a column fills, and how its cells are read."""
    column = getattr(mapping, field)
    if field in {"created_at", "solved_at"}:
        return field, _times(column, opened, notes)
    if field in {"triage_seconds", "handle_seconds"}:
        unit = unit_of(column)
        return field, _noted(lambda text: parse_seconds(text, unit), column, "durations", notes)
    if field == "reassignments":
        return field, _noted(parse_count, column, "counts", notes)
    if field == "stations":
        return "reassignments", _noted(_less_one, column, "counts", notes)
    return field, lambda text, _line: text.strip() or None


def _less_one(text: str) -> int | None:
    count = parse_count(text)
    return None if count is None else max(0, count - 1)


def _noted(parse: Callable[[str], object], column: str, what: str, notes: Notes) -> Parser:
    message = f'Unreadable {what} in "{column}" were left empty'

    def noted(text: str, line: int) -> object:
        value = parse(text)
        if value is None and not text.isspace():
            notes.count(message, line)
        return value

    return noted


def _times(column: str, opened: Opened, notes: Notes) -> Parser:
    order = _order(column, opened)
    if order == "unclear":
        notes.say(
            f'The dates in "{column}" may be day/month or month/day; they were read as month/day.'
        )

    def parse(text: str) -> datetime | None:
        return parse_time(text, day_first=order == "day")

    return _noted(parse, column, "dates", notes)


def _order(column: str, opened: Opened) -> Order:
    """Day or month first: from the sample, and from the whole file only when that is unclear."""
    position = list(opened.table.columns).index(column)
    order = order_of(row[position] for row in opened.table.sample() if len(row) > position)
    if order != "unclear":
        return order
    rows = opened.table.rows()
    return order_of(
        row.cells[position] for row in rows if isinstance(row, Row) and len(row.cells) > position
    )

"""Reading a file: every row becomes a ticket or a reject, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from routing.errors import FileRefused
from routing.intake.columns.guess import guess_mapping
from routing.intake.columns.header_aliases import preset_for
from routing.intake.columns.mapping import Mapping, listed
from routing.intake.columns.mapping_doubts import doubts
from routing.intake.formats.opening import Opened, open_table
from routing.intake.formats.table import Notes, Reject, Row
from routing.intake.limits import MAX_REJECTS_AT_START
from routing.intake.ticket_builder import TicketBuilder
from routing.ticket import Ticket

Progress = Callable[[float, int], None]
Paths = Path | str | Sequence[Path | str]

_PREVIEW_ROWS: Final = 20
_EVERY: Final = 5_000


@dataclass(frozen=True, slots=True)
class Preview:
    """What a first look at a file shows.

    format: csv, tsv, json, jsonl or xlsx.
    packing: the containers from outside in, for example ("zip",).
    name: of the file, or of the first of those read as one.
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

    @classmethod
    def of(cls, values: dict[str, Any]) -> Preview:
        """The preview of what `dataclasses.asdict` and JSON made of one."""
        lists = {key: tuple(values[key]) for key in ("packing", "columns", "warnings")}
        rows = tuple(tuple(row) for row in values["rows"])
        return cls(**{**values, **lists, "rows": rows, "mapping": Mapping(**values["mapping"])})


def preview(paths: Paths) -> Preview:
    """Look at the start of a file, or of several with the same columns, in this process.

    Raises FileRefused when it cannot be read as a table. A table without a subject or a body is
    shown with its `problem`, so that the user can map the columns.
    """
    opened = open_table(_listed(paths), whole=False)
    table = opened.table
    rows = table.sample()
    mapping = guess_mapping(table.columns, rows)
    preset = preset_for(table.columns)
    width = len(table.columns)
    return Preview(
        format=table.format,
        packing=opened.parts[0].content.packing,
        name=opened.name,
        encoding=_encoding(opened),
        delimiter=_delimiter(opened),
        columns=tuple(table.columns),
        rows=tuple(tuple(_fitted(row, width)) for row in rows[:_PREVIEW_ROWS]),
        mapping=mapping,
        preset=preset.name if preset else None,
        warnings=(*opened.warnings(), *doubts(mapping, table.columns, rows)),
        problem=_problem(mapping, table.columns),
    )


def _listed(paths: Paths) -> list[Path]:
    return [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]


def _fitted(row: Sequence[str], width: int) -> list[str]:
    return [*row[:width], *[""] * (width - len(row))]


def _encoding(opened: Opened) -> str:
    return "" if opened.table.format == "xlsx" else opened.parts[0].encoding.name


def _delimiter(opened: Opened) -> str:
    layout = getattr(opened.parts[0].table, "layout", None)
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
        self.encoding = _encoding(opened)
        self.delimiter = _delimiter(opened)
        self.packing = opened.parts[0].content.packing
        preset = preset_for(self.columns)
        self.preset = preset.name if preset else None
        self.tickets = 0
        self.rejected = 0
        self._opened = opened
        self._progress = progress
        self._notes = Notes(list(doubts(mapping, self.columns, opened.table.sample())))
        self._builder = TicketBuilder(opened.table, mapping, self._notes)
        self._ended = False

    @property
    def rows(self) -> int:
        """Tickets and rejects so far."""
        return self.tickets + self.rejected

    @property
    def labels(self) -> int:
        """How many different categories so far."""
        return len(self._builder.labels.counts)

    @property
    def label_variants(self) -> tuple[tuple[str, ...], ...]:
        """Labels so far that differ by case or white space only, the most frequent one first."""
        return self._builder.labels.variants()

    @property
    def warnings(self) -> tuple[str, ...]:
        """Everything the user should know, each one a sentence."""
        found = (*self._opened.warnings(), *self._notes.all())
        if self._ended:
            built = self._builder
            found += (*built.ids.warnings(), *built.labels.warnings(), *built.texts.warnings())
        return tuple(dict.fromkeys(found))

    def __iter__(self) -> Iterator[Ticket | Reject]:
        """All rows of the file.

        Raises FileRefused when the file is damaged on the way, or when no row is a ticket.
        """
        build = self._builder.ticket
        first: Reject | None = None
        for number, row in enumerate(self._opened.table.rows(), 1):
            item = build(row, self.tickets + 1, number) if isinstance(row, Row) else row
            if isinstance(item, Ticket):
                self.tickets += 1
            else:
                self.rejected += 1
                first = first or item
            yield item
            if number % _EVERY == 0:
                if self._progress:
                    self._progress(self._opened.share, self.rows)
                if first and not self.tickets and self.rows >= MAX_REJECTS_AT_START:
                    raise self._no_ticket(first)
        self._finish(first)

    def _finish(self, first: Reject | None) -> None:
        self._ended = True
        if not self.rows:
            raise FileRefused(
                f'"{self._opened.name}" has a header and no rows; '
                f"its columns are: {listed(self.columns)}."
            )
        if first and not self.tickets:
            raise self._no_ticket(first)
        if self._progress:
            self._progress(1.0, self.rows)

    def _no_ticket(self, first: Reject) -> FileRefused:
        count = "" if self._ended else "first "
        return FileRefused(
            f'None of the {count}{self.rows:,} rows of "{self._opened.name}" is a ticket; '
            f"the first, line {first.line}: {first.reason}."
        )


def read(paths: Paths, mapping: Mapping | None = None, progress: Progress | None = None) -> Reading:
    """Open a file, or several with the same columns, by the given mapping or the guessed one.

    progress: called now and then with the share read, from 0 to 1, and the rows so far.

    Raises FileRefused when the file cannot be read or has neither a subject nor a body.
    """
    opened = open_table(_listed(paths), whole=True)
    columns = opened.table.columns
    mapping = mapping or guess_mapping(columns, opened.table.sample())
    return Reading(opened, mapping.checked(columns), progress)

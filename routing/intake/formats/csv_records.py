"""From lines to the cells of rows, each quote accounted for and no row swallowed."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from routing.intake.formats.numbered_lines import Lines, LineTooLongError
from routing.intake.formats.table import Notes, Reject, Row
from routing.intake.limits import FIELD_CHARACTERS

csv.field_size_limit(FIELD_CHARACTERS)

NO_DELIMITER: Final = "\x1f"
"""Stands for "one column": the unit separator, which no text file we read contains."""
_ESCAPE: Final = re.compile(r'\\([\\"])')
TOO_LONG: Final = "a cell is longer than 2 million characters"
_FOLLOWED: Final = 200
_PATIENCE: Final = 20
_UNCLOSED: Final = "a quote opens here and is never closed"
_UNDOUBLED: Final = "a quote inside a quoted cell is not doubled, so its end is not certain"
_REPAIRED: Final = "Rows with a quote that is not doubled were read up to the next delimiter"
_SWALLOWED: Final = "Quoted cells contain lines that look like whole rows; check their quotes"
_KEY: Final = re.compile(r"[A-Za-z]{0,12}[-_#]?\d{1,20}")


@dataclass(frozen=True, slots=True)
class Dialect:
    r"""How a delimited text is written.

    escaped: quotes inside cells are written as \" instead of "".
    collapse: in such a file, a backslash itself is written as two.
    width: cells in a full row, 0 when not known yet.
    spaced: quoted cells follow a space after the delimiter.
    key: whether the first cell of a row looks like T-123, so that a row's start can be told.
    """

    delimiter: str
    escaped: bool = False
    collapse: bool = False
    width: int = 0
    key: bool = False
    spaced: bool = False

    @property
    def name(self) -> str:
        """The delimiter as the user knows it."""
        names = {"\t": "tab", NO_DELIMITER: "none (one column)"}
        return names.get(self.delimiter, self.delimiter)


def records(lines: Lines, dialect: Dialect, notes: Notes) -> Iterator[Row | Reject]:
    """The rows of a text; blank lines come as rows without cells.

    A row whose quotes are broken is a Reject, and reading goes on in the line after it.
    """
    csv.field_size_limit(FIELD_CHARACTERS)
    repair = _Repair(lines, dialect, notes)
    source = _unescaped(lines, dialect) if dialect.escaped else lines
    while True:
        reader = csv.reader(
            source, delimiter=dialect.delimiter, strict=True, skipinitialspace=dialect.spaced
        )
        lines.clear()
        start = lines.number + 1
        held, width, multi = lines.held, dialect.width, False
        try:
            for cells in reader:
                multi = len(held) > 1
                if multi and (len(cells) != width or dialect.key) and width:
                    if len(cells) != width and repair.swallows():
                        break
                    if len(cells) == width:
                        repair.suspect(start)
                yield Row(start, cells)
                lines.clear()
                start = lines.number + 1
            else:
                return
            yield from repair.broken(start, _UNCLOSED)
        except LineTooLongError as error:
            yield Reject.of(start, "the row is longer than 16 million characters", error.first)
        except csv.Error as error:
            yield from repair.broken(start, _reason(error))


def _unescaped(lines: Lines, dialect: Dialect) -> Iterator[str]:
    r"""Lines with \" written as RFC 4180 wants it."""

    def rewrite(match: re.Match[str]) -> str:
        if match[1] == '"':
            return '""'
        return "\\" if dialect.collapse else match[0]

    for line in lines:
        yield _ESCAPE.sub(rewrite, line) if "\\" in line else line


def _reason(error: csv.Error) -> str:
    if "field larger" in str(error):
        return TOO_LONG
    return _UNDOUBLED if "expected after" in str(error) else _UNCLOSED


class _Repair:
    """Finds where the next row starts after one whose quotes are broken."""

    def __init__(self, lines: Lines, dialect: Dialect, notes: Notes) -> None:
        self._lines = lines
        self._dialect = dialect
        self._notes = notes
        # A file broken throughout would make every row cost as much as the longest one.
        self._futile = 0

    def broken(self, start: int, reason: str) -> Iterator[Row | Reject]:
        """The row rescued, or its Reject; the lines after it are given back."""
        held = self._lines.held
        if not held:
            return
        last = self._lines.number
        count = self._extent(reason)
        skipped = self._lines.number > last
        raw = "".join(held[:count])
        if count < len(held) and reason != _UNCLOSED and len(held) > 1 and not skipped:
            reason = _UNCLOSED
        cells = None if reason == TOO_LONG else tolerant(raw, self._dialect)
        self._lines.give_back(count)
        if cells is not None and len(cells) == self._dialect.width:
            self._notes.count(_REPAIRED, start)
            yield Row(start, cells)
        else:
            yield Reject.of(start, reason, raw.rstrip("\r\n"))

    def _extent(self, reason: str) -> int:
        """How many of the held lines belong to the broken row."""
        held = self._lines.held
        for index in range(1, len(held)):
            if self._starts_row(held[index]):
                return index
        if not self._dialect.width or (reason == TOO_LONG and len(held) == 1):
            return 1
        return self._skip_on() if reason == TOO_LONG else self._read_on()

    def _skip_on(self) -> int:
        """Step over a cell that is too long and has many lines, to where a row starts."""
        held = self._lines.held
        while True:
            self._lines.shorten()
            try:
                line = next(self._lines)
            except (StopIteration, LineTooLongError):
                return len(held)
            if self._starts_row(line):
                return len(held) - 1

    def _read_on(self) -> int:  # noqa: PLR0911 - each way the cell can end
        """Follow the broken cell until it ends or a row starts."""
        held = self._lines.held
        if _complete(held, self._dialect):
            return len(held)
        if self._futile > _PATIENCE:
            return 1
        for _ in range(_FOLLOWED):
            try:
                line = next(self._lines)
            except StopIteration:
                return len(held)
            except LineTooLongError:
                return 1
            if self._starts_row(line):
                return len(held) - 1
            if '"' in line and _complete(held, self._dialect):
                return len(held)
        self._futile += 1
        return 1

    def _starts_row(self, line: str) -> bool:
        dialect = self._dialect
        if dialect.key:
            match = _KEY.match(line.lstrip('"'))
            rest = line.lstrip('"')[match.end() :].lstrip('"') if match else ""
            return bool(rest) and rest.startswith(dialect.delimiter)
        if line.count(dialect.delimiter) < dialect.width - 1 or dialect.width == 1:
            return False
        return len(lenient(line, dialect.delimiter)) == dialect.width

    def swallows(self) -> bool:
        """Whether a row of the wrong width holds a later line that starts a row of its own."""
        return any(self._starts_row(line) for line in self._lines.held[1:])

    def suspect(self, start: int) -> None:
        """Warn when a well-formed row holds lines that look like rows."""
        for line in self._lines.held[1:]:
            if _KEY.match(line) and self._starts_row(line):
                if len(lenient(line, self._dialect.delimiter)) == self._dialect.width:
                    self._notes.count(_SWALLOWED, start)
                return


def _complete(held: list[str], dialect: Dialect) -> bool:
    cells = tolerant("".join(held), dialect)
    return cells is not None and len(cells) == dialect.width


def lenient(line: str, delimiter: str) -> list[str]:
    """One line split without insisting on well-formed quotes.

    >>> lenient('1,"a, b",c"d', ",")
    ['1', 'a, b', 'c"d']
    """
    try:
        return next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])
    except csv.Error:
        return []


def tolerant(raw: str, dialect: Dialect) -> list[str] | None:
    """The cells when a quote closes a cell only before a delimiter or at the end.

    None when a quoted cell never ends that way.

    >>> tolerant('1,"he said "hi" twice",x', Dialect(","))
    ['1', 'he said "hi" twice', 'x']
    """
    text, delimiter = raw.rstrip("\r\n"), dialect.delimiter
    cells: list[str] = []
    at = 0
    while True:
        end = _cell_end(text, at, delimiter)
        if end is None:
            return None
        cells.append(_unquoted(text[at:end], dialect))
        if end >= len(text):
            return cells
        at = end + 1


def _cell_end(text: str, at: int, delimiter: str) -> int | None:
    if not text.startswith('"', at):
        end = text.find(delimiter, at)
        return len(text) if end < 0 else end
    quote = text.find('"', at + 1)
    while quote >= 0:
        after = quote + 1
        if after == len(text) or text.startswith(delimiter, after):
            return after
        quote = text.find('"', quote + (2 if text.startswith('"', after) else 1))
    return None


def _unquoted(cell: str, dialect: Dialect) -> str:
    if not cell.startswith('"'):
        return cell
    return cell[1:-1].replace('\\"' if dialect.escaped else '""', '"')

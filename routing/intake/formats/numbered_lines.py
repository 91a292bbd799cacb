"""Numbered lines of a text, with the lines of the row at hand kept for a second look."""

from __future__ import annotations

from collections import deque
from typing import Final, TextIO

from routing.intake.formats.table import Notes
from routing.intake.limits import ROW_CHARACTERS

_DISCARD: Final = 1 << 20
_BEGINNING: Final = 100
BLANK: Final = "Blank lines between rows were skipped"
_ENDS: Final = frozenset({"\n", "\r\n", "\r"})
NULS: Final = "NUL characters were removed"
MARKS: Final = "Byte order marks in the middle of the file were removed"


class LineTooLongError(Exception):
    """A row is above the limit; `first` is how it begins."""

    def __init__(self, first: str) -> None:
        super().__init__("row above the limit")
        self.first = first


class Lines:
    """An iterator over lines that csv.reader can read from.

    number: the line handed out last, from 1.
    counted_from: blank lines after this one are worth a warning.
    held: the lines handed out since the last `clear`, at most ROW_CHARACTERS in all.
    """

    def __init__(self, stream: TextIO, notes: Notes) -> None:
        self.number = 0
        self.counted_from = 0
        self.held: list[str] = []
        self._stream = stream
        self._notes = notes
        self._back: deque[str] = deque()
        self._size = 0

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        if self._back:
            line = self._back.popleft()
        else:
            line = self._stream.readline(ROW_CHARACTERS)
            if line in _ENDS and not self.held:
                line = self._after_blanks(line)
            if not line:
                raise StopIteration
        self.number += 1
        if "\0" in line:
            self._notes.count(NULS, self.number)
            line = line.replace("\0", "")
        if line[0:1] == "\ufeff":
            if self.number > 1:
                self._notes.count(MARKS, self.number)
            line = line.lstrip("\ufeff")
        self.held.append(line)
        self._size += len(line)
        if self._size >= ROW_CHARACTERS:
            self._too_long(line)
        return line

    def _after_blanks(self, line: str) -> str:
        """Step over blank lines between rows; those at the end of the file do not count."""
        first, number = self.number + 1, self.number
        readline = self._stream.readline
        while line in _ENDS:
            number += 1
            line = readline(ROW_CHARACTERS)
        if line and first > self.counted_from:
            self._notes.count(BLANK, first, number - first + 1)
        self.number = number
        return line

    def clear(self) -> None:
        """Forget the lines of the last row."""
        self.held.clear()
        self._size = 0

    def shorten(self) -> None:
        """Keep only how the row begins, so that more of it can be read."""
        if len(self.held) > 2 * _BEGINNING:
            del self.held[_BEGINNING:]
            self._size = sum(map(len, self.held))

    def give_back(self, count: int) -> None:
        """Hand out again the held lines after the first `count`."""
        later = self.held[count:]
        self._back.extendleft(reversed(later))
        self.number -= len(later)
        self.clear()

    def _too_long(self, line: str) -> None:
        if len(line) < ROW_CHARACTERS:
            return self._too_many()
        while line and not line.endswith(("\n", "\r")):
            line = self._stream.readline(_DISCARD)
        raise LineTooLongError(self.held[0][:1000])

    def _too_many(self) -> None:
        raise LineTooLongError(self.held[0][:1000])

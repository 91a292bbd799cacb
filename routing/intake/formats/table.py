"""What every format is turned into: columns, and rows with the line they start in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from routing.intake.limits import shown


class Row(NamedTuple):
    """The cells of one row, as texts, and the line or row number it starts in, from 1."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that did not become a ticket.

    line: line (text files) or row (sheets, JSON) where it starts, from 1.
    reason: why, for the user.
    raw: the row as it stands in the file, cut when longer than limits.RAW_CHARACTERS.
    """

    line: int
    reason: str
    raw: str

    @classmethod
    def of(cls, line: int, reason: str, raw: str) -> Reject:
        """A reject with its raw text cut to what is kept."""
        return cls(line, reason, shown(raw))


@dataclass(slots=True)
class Notes:
    """Warnings gathered while a file is read: sentences, and counts with their first lines."""

    sentences: list[str] = field(default_factory=list)
    _lines: dict[str, list[int]] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def say(self, sentence: str) -> None:
        """Add a sentence once."""
        if sentence not in self.sentences:
            self.sentences.append(sentence)

    def count(self, what: str, line: int, times: int = 1) -> None:
        """Count more cases of `what`, for example "short rows", the first in `line`."""
        number = self._counts.get(what, 0)
        self._counts[what] = number + times
        if number < 5:  # noqa: PLR2004 - the first few lines are enough to find the cause
            self._lines.setdefault(what, []).append(line)

    def restart(self) -> None:
        """Forget the counts, because the rows are read from the first again."""
        self._lines.clear()
        self._counts.clear()

    def all(self) -> tuple[str, ...]:
        """Every warning as a sentence."""
        return (*self.sentences, *(self._sentence(what) for what in self._counts))

    def _sentence(self, what: str) -> str:
        count, lines = self._counts[what], self._lines[what]
        more = ", …" if count > len(lines) else ""
        word = "line" if count == 1 else "lines"
        return f"{what}: {count:,} ({word} {', '.join(map(str, lines))}{more})."


class Table(Protocol):
    """A file with its format understood."""

    @property
    def columns(self) -> Sequence[str]:
        """Unique names of the columns, in order."""
        ...

    @property
    def format(self) -> str:
        """Short name of the format: csv, tsv, json, jsonl or xlsx."""
        ...

    @property
    def notes(self) -> Notes:
        """Warnings so far; complete once `rows` is exhausted."""
        ...

    def sample(self) -> list[list[str]]:
        """The cells of the first rows."""
        ...

    def rows(self) -> Iterator[Row | Reject]:
        """All rows from the first; may be called again."""
        ...


def some(names: Sequence[str]) -> str:
    """The first few names for a sentence.

    >>> some(["a", "b"])
    '"a", "b"'
    """
    few = 5
    return ", ".join(f'"{name}"' for name in names[:few]) + (", …" if len(names) > few else "")


def unique(names: Sequence[str], notes: Notes) -> tuple[str, ...]:
    """Names without surrounding space, none empty, none twice.

    >>> unique(["Labels", "", "Labels"], Notes())
    ('Labels', 'Column 2', 'Labels (2)')
    """
    taken: set[str] = set()
    result: list[str] = []
    repeated: list[str] = []
    originals = {name.strip() for name in names}
    for number, name in enumerate(names, 1):
        base = " ".join(name.split()) or f"Column {number}"
        unique_name, copy = base, 1
        while unique_name in taken or (copy > 1 and unique_name in originals):
            copy += 1
            unique_name = f"{base} ({copy})"
        if copy > 1 and base not in repeated:
            repeated.append(base)
        taken.add(unique_name)
        result.append(unique_name)
    if repeated:
        notes.say(f"More than one column is named {some(repeated)}; the later ones were numbered.")
    return tuple(result)

"""Where the header of a table is, if it has one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from routing.intake.columns.header_aliases import words

_SEARCHED: Final = 25
_NUMBER: Final = re.compile(r"[-+]?\d[\d.,:/ TZ+-]*")
_SENTENCE: Final = 5


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table.

    index: position of the header among the rows given, or of the first row of data.
    present: False when the first row is data and the names were made up.
    known: how many of the names are words we know.
    """

    index: int
    names: tuple[str, ...]
    present: bool
    known: int


def find_header(rows: Sequence[Sequence[str]]) -> Header:
    """The header among the first rows.

    >>> find_header([["Report of May"], ["id", "subject"], ["1", "Hello"]]).index
    1
    """
    if not rows:
        return Header(0, (), present=True, known=0)
    width = _usual_width(rows)
    known = [_known(row) for row in rows[:_SEARCHED]]
    best = max(range(len(known)), key=lambda i: (_worth(known[i], rows[i]), -i))
    if known[best] and (best == 0 or ((known[best] > 1 or width == 1) and _titles(rows, best))):
        return Header(best, tuple(_trimmed(rows[best], rows)), present=True, known=known[best])
    first = next(
        (
            i
            for i, row in enumerate(rows[:_SEARCHED])
            if _filled(row) >= min(2, width) and len(row) >= width / 2
        ),
        0,
    )
    if _is_data(rows[first], rows[first + 1 :], width):
        made_up = tuple(f"Column {n}" for n in range(1, max(width, len(rows[first])) + 1))
        return Header(first, made_up, present=False, known=0)
    return Header(first, tuple(_trimmed(rows[first], rows)), present=True, known=known[first])


def _titles(rows: Sequence[Sequence[str]], index: int) -> bool:
    """Whether all rows above have fewer values than the header, as titles do."""
    return all(_filled(row) < max(2, _filled(rows[index])) for row in rows[:index])


def _worth(known: int, row: Sequence[str]) -> float:
    return known / max(3, _filled(row)) + known


def _known(row: Sequence[str]) -> int:
    return sum(words().known(cell) for cell in row if cell and len(cell) < 100)  # noqa: PLR2004


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    counts = Counter(len(row) for row in rows)
    return max(counts, key=lambda width: (counts[width], width))


def _trimmed(row: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The names without empty ones at the end that no row has a value for."""
    names = list(row)
    used = max((_last_filled(other) for other in rows), default=0)
    while len(names) > 1 and not names[-1].strip() and len(names) > used:
        names.pop()
    return names


def _last_filled(row: Sequence[str]) -> int:
    return max((n for n, cell in enumerate(row, 1) if cell.strip()), default=0)


def _is_data(first: Sequence[str], later: Sequence[Sequence[str]], width: int) -> bool:
    """Whether the first row is certainly no header: it looks like the rows below it."""
    if len(first) < width:
        return False
    if any(_NUMBER.fullmatch(cell.strip()) for cell in first if cell.strip()):
        return True
    if any(len(cell.split()) > _SENTENCE or len(cell) > 60 for cell in first):  # noqa: PLR2004
        return True
    return any(_repeated(cell, n, later) for n, cell in enumerate(first) if cell.strip())


def _repeated(cell: str, column: int, later: Sequence[Sequence[str]]) -> bool:
    return sum(row[column] == cell for row in later if len(row) > column) > 1

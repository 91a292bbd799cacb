"""How a delimited text is written: delimiter, quotes, and which line is the header."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from routing.intake.formats.csv_records import NO_DELIMITER, Dialect, records
from routing.intake.formats.header_row import Header, find_header
from routing.intake.formats.numbered_lines import Lines
from routing.intake.formats.table import Notes, Row

_DELIMITERS: Final = (",", ";", "\t", "|")
_ROWS: Final = 400
_CHARACTERS: Final = 262_144
_GOOD: Final = 0.55
_SEP: Final = re.compile(r'\ufeff?"?sep=(.)"?\s*\Z', re.IGNORECASE)
_KEY_CELL: Final = re.compile(r"[A-Za-z]{0,12}[-_#]?\d{1,20}")


@dataclass(frozen=True, slots=True)
class Layout:
    """A dialect with the header it was found by.

    sep_line: whether the first line is Excel's `sep=;`.
    """

    dialect: Dialect
    header: Header
    rows: tuple[Row, ...]
    sep_line: bool = False


def sniff(sample: str) -> Layout:
    r"""The layout that reads the start of a text best.

    >>> layout = sniff("id;text\n1;a, b\n2;c, d\n")
    >>> layout.dialect.delimiter, layout.header.names
    (';', ('id', 'text'))
    """
    first, _, rest = sample.partition("\n")
    declared = _SEP.match(first.rstrip("\r"))
    text = _start(rest if declared else sample)
    candidates = (declared[1],) if declared else _DELIMITERS
    tried = [_try(text, d) for d in _dialects(text, candidates)]
    best = max(tried, key=lambda pair: pair[0])
    if best[0] < _GOOD and not declared:
        best = max(best, _one_column(text), key=lambda pair: pair[0])
    layout = best[1]
    return replace(layout, sep_line=True) if declared else layout


def _start(sample: str) -> str:
    """Less of the sample, when that has lines enough."""
    cut = sample.rfind("\n", 0, _CHARACTERS) + 1
    return sample[:cut] if sample.count("\n", 0, cut) > _ROWS // 4 else sample


def _dialects(text: str, delimiters: Sequence[str]) -> list[Dialect]:
    plain = [Dialect(d) for d in delimiters]
    plain += [Dialect(d, spaced=True) for d in delimiters if f'{d} "' in text and d != "\t"]
    if '\\"' not in text:
        return plain
    # Only a writer that doubles its backslashes leaves none before other characters.
    collapse = "\\\\" in text and not re.search(r'(?<!\\)(?:\\\\)*\\[^\\"]', text)
    return plain + [Dialect(d, escaped=True, collapse=collapse) for d in delimiters]


def _try(text: str, dialect: Dialect) -> tuple[float, Layout]:
    rows, broken = _rows(text, dialect)
    header = find_header([row.cells for row in rows])
    width = len(header.names)
    if broken:
        # Now that the width of a row is known, broken rows do not spill into the others.
        rows, broken = _rows(text, replace(dialect, width=width))
    body = [row.cells for row in rows[header.index + header.present :]]
    fitting = sum(_fits(cells, width) for cells in body)
    total = len(body) + broken
    consistency = fitting / total if total else 0.5
    known = min(header.known, 4) * 0.3 if width > 1 else 0.0
    several = 0.5 if width > 1 else 0.0
    score = consistency * 0.5 + known + several * (0.5 + consistency / 2) + min(width, 50) * 0.001
    score -= 0.05 * dialect.escaped + 0.02 * dialect.spaced
    key = bool(body) and all(_KEY_CELL.fullmatch(cells[0]) for cells in body[:50] if cells)
    full = replace(dialect, width=width, key=key and width > 1)
    return score, Layout(full, header, tuple(rows))


def _fits(cells: Sequence[str], width: int) -> bool:
    return len(cells) == width or (len(cells) > width and not any(cells[width:]))


def _one_column(text: str) -> tuple[float, Layout]:
    """Every line a text: the way out when no delimiter makes a table."""
    comma = _try(text, Dialect(","))
    if len(comma[1].header.names) == 1 and all(len(row.cells) <= 1 for row in comma[1].rows):
        return _GOOD + 0.01, comma[1]
    return _GOOD, _try(text, Dialect(NO_DELIMITER))[1]


def _rows(text: str, dialect: Dialect) -> tuple[list[Row], int]:
    """The first rows, and how many of them are broken."""
    lines = Lines(io.StringIO(text, newline=""), Notes())
    rows: list[Row] = []
    broken = 0
    for row in records(lines, dialect, Notes()):
        if isinstance(row, Row):
            if any(cell.strip() for cell in row.cells):
                rows.append(row)
        else:
            broken += 1
        if len(rows) >= _ROWS:
            break
    return rows, broken

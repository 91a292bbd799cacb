"""From paths to one table, whatever the formats: files with the same columns are read as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from routing.errors import FileRefused
from routing.intake.columns.header_aliases import normal
from routing.intake.container.archive import Content, open_contents
from routing.intake.container.encoding import Encoding, detect_encoding
from routing.intake.container.file_kind import HEAD
from routing.intake.formats.csv_table import DelimitedTable, text_stream
from routing.intake.formats.joined_table import JoinedTable, Part
from routing.intake.formats.json_lines import JsonLinesTable
from routing.intake.formats.json_table import JsonTable
from routing.intake.formats.table import Table, first_few
from routing.intake.formats.xlsx_table import SheetTable

_SAMPLE: Final = 1 << 20
_SMALL_SAMPLE: Final = 1 << 16
_START: Final = 1 << 20
_JSON: Final = re.compile(r"\ufeff?\s*(?:\[\s*[\[{\"\]]|\{\s*[\"}])")
_SUFFIXES: Final = {
    ".csv": "text", ".tsv": "text", ".txt": "text", ".tab": "text", ".json": "json",
    ".jsonl": "json", ".ndjson": "json", ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls",
}  # fmt: skip
_LIKELY: Final = (".csv", ".tsv", ".xlsx", ".jsonl", ".ndjson", ".json", ".tab", ".txt", ".gz")
_TICKET_WORDS: Final = (
    b"subject",
    b"description",
    b"body",
    b"ticket",
    b"message",
    b"text",
    b"summary",
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A table with the files it comes from, the first of which gave it its columns."""

    table: Table
    parts: tuple[Part, ...]
    warnings_on_files: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """Name of the first file read."""
        return self.parts[0].content.name

    @property
    def share(self) -> float:
        """How much has been read, from 0 to 1."""
        return (
            self.table.share if isinstance(self.table, JoinedTable) else self.parts[0].content.share
        )

    def warnings(self) -> tuple[str, ...]:
        """All warnings so far, from the containers to the rows."""
        if isinstance(self.table, JoinedTable):
            return (*self.warnings_on_files, *self.table.warnings())
        return (*self.warnings_on_files, *self.parts[0].warnings())


def open_table(paths: Sequence[Path], *, whole: bool) -> Opened:
    """Recognise files by their content; those with the columns of the likeliest are joined.

    whole: decide the encoding on all bytes; else on the first megabyte, for a preview.

    Raises FileRefused when none can be read as a table.
    """
    contents: list[Content] = []
    left_out: list[str] = []
    for path in paths:
        found, unreadable = open_contents(path)
        contents += found
        left_out += unreadable
    if len(contents) == 1:
        part = _part(contents[0], whole=whole)
        return Opened(part.table, (part,), tuple(_say_files([part], left_out)))
    same, different = _with_same_columns(contents)
    parts = [_part(content, whole=whole) for content in same]
    table = parts[0].table if len(parts) == 1 else JoinedTable(parts)
    return Opened(table, tuple(parts), tuple(_say_files(parts, [*different, *left_out])))


def _say_files(parts: Sequence[Part], left_out: Sequence[str]) -> list[str]:
    """Which of several files were read."""
    if len(parts) == 1 and left_out:
        number, name = len(left_out) + 1, parts[0].content.name
        return [f'Of {number:,} files only "{name}" was read, not {first_few(left_out)}.']
    said = []
    if len(parts) > 1:
        names = first_few([part.content.name for part in parts])
        said.append(f"{len(parts):,} files with the same columns were read as one: {names}.")
    if left_out:
        said.append(f"Not read, because their columns are others: {first_few(left_out)}.")
    return said


def _with_same_columns(contents: Sequence[Content]) -> tuple[list[Content], list[str]]:
    """The likeliest export with all that have its columns, in their order; names of the others."""
    ranked = sorted(range(len(contents)), key=lambda n: (_likeness(contents[n]), -contents[n].size))
    wanted: frozenset[str] | None = None
    refused: FileRefused | None = None
    same: list[int] = []
    for n in ranked:
        try:
            columns = _column_names(contents[n])
        except FileRefused as error:
            refused = refused or error
            continue
        wanted = wanted or columns
        if columns == wanted:
            same.append(n)
    if refused and not same:
        raise refused
    others = [content.name for n, content in enumerate(contents) if n not in same]
    return [contents[n] for n in sorted(same)], others


def _column_names(content: Content) -> frozenset[str]:
    part = _part(content, whole=False, sample=_SMALL_SAMPLE)
    content.warnings.clear()
    return frozenset(map(normal, part.table.columns))


def _likeness(content: Content) -> int:
    """0 for what is most likely the export; higher for the unlikely."""
    suffix = PurePosixPath(content.name.lower()).suffix
    rank = _LIKELY.index(suffix) if suffix in _LIKELY else len(_LIKELY)
    with content.open() as stream:
        start = stream.read(HEAD)[:2000].replace(b"\0", b"").lower()
    return rank - 100 * min(3, sum(word in start for word in _TICKET_WORDS))


def _part(content: Content, *, whole: bool, sample: int = _SAMPLE) -> Part:
    if content.workbook:
        _compare(content, "xlsx")
        return Part(SheetTable(content, whole=whole), content, Encoding("utf-8"))
    with content.open() as stream:
        encoding = detect_encoding(stream, None if whole else _START)
    text = _start(content, encoding.name, sample)
    if not text.strip("\ufeff\0 \t\r\n\x1a"):
        raise FileRefused(f'"{content.name}" holds nothing but blank lines: export it again.')
    table = _text_table(content, encoding.name, text, whole=whole)
    _compare(content, "json" if table.format.startswith("json") else "text")
    return Part(table, content, encoding)


def _text_table(content: Content, encoding: str, sample: str, *, whole: bool) -> Table:
    clean = sample.replace("\0", "")
    if JsonLinesTable.fits(clean):
        return JsonLinesTable(content, encoding)
    if _JSON.match(clean):
        return JsonTable(content, encoding, whole=whole)
    return DelimitedTable(content, encoding, clean)


def _start(content: Content, encoding: str, size: int) -> str:
    """The start of the text, cut after its last whole line."""
    with text_stream(content, encoding) as stream:
        text = stream.read(size)
        more = bool(text) and bool(stream.read(1))
    if not more:
        return text
    cut = max(text.rfind("\n"), text.rfind("\r"))
    return text[: cut + 1] if cut > 0 else text


def _compare(content: Content, kind: str) -> None:
    """Warn when the name of the file says something else than its content."""
    promised = _SUFFIXES.get(Path(content.name).suffix.lower())
    names = {"text": "delimited text (CSV)", "json": "JSON", "xlsx": "an Excel workbook (XLSX)"}
    if promised and promised != kind:
        content.warnings.append(f'"{content.name}" is really {names[kind]} and was read as that.')

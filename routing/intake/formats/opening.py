"""From a path to a table, whatever the format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from routing.errors import FileRefused
from routing.intake.container.archive import Content, open_content
from routing.intake.container.encoding import Encoding, survey
from routing.intake.formats.csv_table import DelimitedTable, text_stream
from routing.intake.formats.json_lines import JsonLinesTable
from routing.intake.formats.json_table import JsonTable
from routing.intake.formats.table import Table
from routing.intake.formats.xlsx_table import SheetTable

_SAMPLE: Final = 1 << 20
_START: Final = 1 << 20
_JSON: Final = re.compile(r"\ufeff?\s*(?:\[\s*[\[{\"\]]|\{\s*[\"}])")
_SUFFIXES: Final = {
    ".csv": "text", ".tsv": "text", ".txt": "text", ".tab": "text", ".json": "json",
    ".jsonl": "json", ".ndjson": "json", ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opened:
    """A table with where it came from."""

    table: Table
    content: Content
    encoding: Encoding

    def warnings(self) -> tuple[str, ...]:
        """All warnings so far, from the container to the rows."""
        return (*self.content.warnings, *self.encoding.warnings, *self.table.notes.all())


def open_table(path: Path, *, whole: bool) -> Opened:
    """Recognise a file by its content.

    whole: decide the encoding on all bytes; else on the first megabyte, for a preview.

    Raises FileRefused when it cannot be read as a table.
    """
    content = open_content(path)
    if content.workbook:
        _compare(content, "xlsx")
        return Opened(SheetTable(content, whole=whole), content, Encoding("utf-8"))
    with content.open() as stream:
        encoding = survey(stream, None if whole else _START)
    sample = _sample(content, encoding.name)
    if not sample.strip("\ufeff\0 \t\r\n\x1a"):
        raise FileRefused(f'"{content.name}" holds nothing but blank lines: export it again.')
    table = _text_table(content, encoding.name, sample, whole=whole)
    _compare(content, "json" if table.format.startswith("json") else "text")
    return Opened(table, content, encoding)


def _text_table(content: Content, encoding: str, sample: str, *, whole: bool) -> Table:
    clean = sample.replace("\0", "")
    if JsonLinesTable.fits(clean):
        return JsonLinesTable(content, encoding)
    if _JSON.match(clean):
        return JsonTable(content, encoding, whole=whole)
    return DelimitedTable(content, encoding, clean)


def _sample(content: Content, encoding: str) -> str:
    """The start of the text, cut after its last whole line."""
    with text_stream(content, encoding) as stream:
        text = stream.read(_SAMPLE)
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

"""The parts of an XLSX workbook: its sheets, its shared texts, its number formats."""

from __future__ import annotations

import io
import os
import posixpath
import re
import tempfile
from array import array
from collections.abc import Generator
from dataclasses import dataclass
from typing import BinaryIO, Final

from routing.errors import FileRefused
from routing.intake.container.archive import Content
from routing.intake.container.zip_members import open_member, open_zip
from routing.intake.formats.xlsx_number_format import kind_of
from routing.intake.formats.xml_events import Start, Xml, local
from routing.intake.limits import FIELD_CHARACTERS, MEBI, Guard

_END: Final = object()
_RATIO_FROM: Final = 400 * MEBI
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name and where it is in the archive."""

    name: str
    part: str
    hidden: bool


class Workbook:
    """An opened workbook. Close it after use."""

    def __init__(self, content: Content) -> None:
        self.name = content.name
        self._stream = content.open()
        self._archive = open_zip(self._stream, content.name)
        self.from_1904 = False
        links = self._links()
        self.sheets = self._sheets(links)
        self.kinds = self._kinds(self._one("styles", links))
        self.strings = Strings(self._one("sharedStrings", links), self)

    def open(self, part: str) -> BinaryIO | None:
        """The bytes of a part, None when the workbook has no such part."""
        try:
            member = self._archive.getinfo(part)
        except KeyError:
            return None
        guard = Guard(open_member(self._archive, member, self.name), self.name, _RATIO_FROM)
        return io.BufferedReader(guard)

    def close(self) -> None:
        """Let go of the file."""
        self.strings.close()
        self._archive.close()
        self._stream.close()

    def _links(self) -> dict[str, tuple[str, str]]:
        """Per relation id its type and part."""
        found: dict[str, tuple[str, str]] = {}

        def start(name: str, attributes: dict[str, str]) -> None:
            if local(name) == "Relationship":
                target = attributes.get("Target", "")
                part = target[1:] if target.startswith("/") else posixpath.normpath("xl/" + target)
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = (kind, part)

        self._parse("xl/_rels/workbook.xml.rels", start)
        return found

    def _sheets(self, links: dict[str, tuple[str, str]]) -> list[Sheet]:
        sheets: list[Sheet] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            name = local(name)
            if name == "workbookPr":
                self.from_1904 = attributes.get("date1904") in {"1", "true"}
            if name == "sheet":
                link = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
                kind, part = links.get(link, ("", ""))
                if kind == "worksheet":
                    hidden = attributes.get("state", "visible") != "visible"
                    sheets.append(Sheet(attributes.get("name", part), part, hidden))

        self._parse("xl/workbook.xml", start)
        if not sheets:
            raise FileRefused(
                f'"{self.name}" is a workbook without a readable sheet: save it again as XLSX.'
            )
        return sheets

    def _one(self, kind: str, links: dict[str, tuple[str, str]]) -> str:
        return next((part for found, part in links.values() if found == kind), "")

    def _kinds(self, part: str) -> list[str]:
        """What each cell style makes of a number."""
        codes: dict[int, str] = {}
        kinds: list[str] = []
        inside = [False]

        def start(name: str, attributes: dict[str, str]) -> None:
            name = local(name)
            if name == "numFmt":
                codes[_int(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
            elif name == "cellXfs":
                inside[0] = True
            elif name in {"cellStyles", "cellStyleXfs", "dxfs"}:
                inside[0] = False
            elif name == "xf" and inside[0]:
                format_id = _int(attributes.get("numFmtId"))
                kinds.append(kind_of(format_id, codes.get(format_id)))

        self._parse(part, start)
        return kinds

    def _parse(self, part: str, start: Start) -> None:
        stream = self.open(part)
        if stream is not None:
            Xml(self.name, start).run(stream)


class Strings:
    """The shared texts, read as far as asked for and kept on disk, not in memory."""

    def __init__(self, part: str, workbook: Workbook) -> None:
        self._workbook = workbook
        self._file = tempfile.TemporaryFile(prefix="routecase-")  # noqa: SIM115 - closed by close
        self._ends = array("Q", [0])
        self._written = 0
        self._new: list[str] = []
        self._steps = self._read(part)

    def __getitem__(self, index: int) -> str:
        """The text of that number; "" when the workbook has none."""
        while index >= len(self._ends) - 1:
            if next(self._steps, _END) is _END:
                return ""
        start, end = self._ends[index], self._ends[index + 1]
        return os.pread(self._file.fileno(), end - start, start).decode("utf-8", "replace")

    def close(self) -> None:
        """Remove what was kept."""
        self._steps.close()
        self._file.close()

    def _read(self, part: str) -> Generator[None]:
        stream = self._workbook.open(part) if part else None
        if stream is None:
            return
        reader = _StringReader(self._new)
        xml = Xml(self._workbook.name, reader.start, reader.end, reader.text)
        for _ in xml.steps(stream):
            self._keep()
            yield

    def _keep(self) -> None:
        data = [text.encode("utf-8", "replace") for text in self._new]
        self._new.clear()
        self._file.write(b"".join(data))
        self._file.flush()
        for piece in data:
            self._written += len(piece)
            self._ends.append(self._written)


class _StringReader:
    """Gathers the texts of sharedStrings.xml; reading aids (phonetics) are left out."""

    def __init__(self, found: list[str]) -> None:
        self._found = found
        self._pieces: list[str] = []
        self._size = 0
        self._inside = False
        self._phonetic = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """Enter an element."""
        name = local(name)
        if name == "si":
            self._pieces.clear()
            self._size = 0
        elif name == "rPh":
            self._phonetic = True
        elif name == "t":
            self._inside = not self._phonetic

    def end(self, name: str) -> None:
        """Leave an element."""
        name = local(name)
        if name == "si":
            self._found.append(unescaped("".join(self._pieces)))
        elif name == "rPh":
            self._phonetic = False
        elif name == "t":
            self._inside = False

    def text(self, data: str) -> None:
        """Take text up to just above the limit of a cell."""
        if self._inside and self._size <= FIELD_CHARACTERS:
            self._pieces.append(data)
            self._size += len(data)


def unescaped(text: str) -> str:
    r"""Excel's `_x000D_` as the character it stands for.

    >>> unescaped("a_x000A_b")
    'a\nb'
    """
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _int(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0

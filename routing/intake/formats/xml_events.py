"""Reading XML as a stream of events, without document types and without large tokens."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from typing import BinaryIO, Final
from xml.parsers import expat

from routing.errors import FileRefused

_CHUNK: Final = 65_536
_TOKEN: Final = 8 * 1024 * 1024

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def local(name: str) -> str:
    """An element's name without its prefix."""
    return name.rpartition(":")[2] if ":" in name else name


def _whole_tags(data: bytes) -> tuple[bytes, bytes]:
    """The data up to the end of its last tag, and the rest unless that is very long."""
    cut = data.rfind(b">") + 1
    return (data[:cut], data[cut:]) if len(data) - cut < _CHUNK else (data, b"")


class Xml:
    """One XML part of a workbook; `steps` parses it chunk by chunk."""

    def __init__(
        self, name: str, start: Start, end: End | None = None, text: Text | None = None
    ) -> None:
        self._name = name
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = start
        if end:
            self._parser.EndElementHandler = end
        if text:
            self._parser.CharacterDataHandler = text
        self._parser.StartDoctypeDeclHandler = self._refuse

    def steps(self, stream: BinaryIO, empty: re.Pattern[bytes] | None = None) -> Generator[None]:
        """Parse; stops after each chunk so that the caller can take what was found.

        empty: elements that hold nothing, taken out before they cost an event each.

        Raises FileRefused when the XML is broken or hostile.
        """
        fed, rest = 0, b""
        with stream:
            while True:
                read = stream.read(_CHUNK)
                chunk, rest = _whole_tags(rest + read) if read else (rest, b"")
                chunk = empty.sub(b"", chunk) if empty else chunk
                fed += len(chunk)
                try:
                    self._parser.Parse(chunk, not read)
                except expat.ExpatError as error:
                    raise FileRefused(
                        f'"{self._name}" is a damaged workbook: save it again as XLSX or CSV.'
                    ) from error
                yield
                if not read:
                    return
                if fed - self._parser.CurrentByteIndex > _TOKEN:
                    self._refuse()

    def run(self, stream: BinaryIO) -> None:
        """Parse all of it."""
        for _ in self.steps(stream):
            pass

    def _refuse(self, *_: object) -> None:
        raise FileRefused(f'"{self._name}" is not a workbook as Excel writes it: save it as CSV.')

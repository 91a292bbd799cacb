"""Reading XML as a stream of events, without document types and without large tokens."""

from __future__ import annotations

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

    def steps(self, stream: BinaryIO) -> Generator[None]:
        """Parse; stops after each chunk so that the caller can take what was found.

        Raises FileRefused when the XML is broken or hostile.
        """
        fed = 0
        with stream:
            while True:
                chunk = stream.read(_CHUNK)
                fed += len(chunk)
                try:
                    self._parser.Parse(chunk, not chunk)
                except expat.ExpatError as error:
                    raise FileRefused(
                        f'"{self._name}" is a damaged workbook: save it again as XLSX or CSV.'
                    ) from error
                yield
                if not chunk:
                    return
                if fed - self._parser.CurrentByteIndex > _TOKEN:
                    self._refuse()

    def run(self, stream: BinaryIO) -> None:
        """Parse all of it."""
        for _ in self.steps(stream):
            pass

    def _refuse(self, *_: object) -> None:
        raise FileRefused(f'"{self._name}" is not a workbook as Excel writes it: save it as CSV.')

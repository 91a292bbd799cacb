"""Reading XML as a stream of events, without document types and without large tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, Final
from xml.parsers import expat

from routing.errors import FileRefused

_CHUNK: Final = 65_536
_SILENT: Final = 32 * 1024 * 1024

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class Xml:
    """One XML part of a workbook; `steps` parses it chunk by chunk."""

    def __init__(
        self, name: str, start: Start, end: End | None = None, text: Text | None = None
    ) -> None:
        self._name = name
        self._events = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._counted(start)
        if end:
            self._parser.EndElementHandler = end
        if text:
            self._parser.CharacterDataHandler = text
        self._parser.StartDoctypeDeclHandler = self._refuse

    def steps(self, stream: BinaryIO) -> Iterator[None]:
        """Parse; stops after each chunk so that the caller can take what was found.

        Raises FileRefused when the XML is broken or hostile.
        """
        silent, events = 0, 0
        with stream:
            while True:
                chunk = stream.read(_CHUNK)
                try:
                    self._parser.Parse(chunk, not chunk)
                except expat.ExpatError as error:
                    raise FileRefused(
                        f'"{self._name}" is a damaged workbook: save it again as XLSX or CSV.'
                    ) from error
                yield
                if not chunk:
                    return
                silent = 0 if self._events != events else silent + len(chunk)
                events = self._events
                if silent > _SILENT:
                    self._refuse()

    def run(self, stream: BinaryIO) -> None:
        """Parse all of it."""
        for _ in self.steps(stream):
            pass

    def _counted(self, start: Start) -> Start:
        def counted(name: str, attributes: dict[str, str]) -> None:
            self._events += 1
            start(name.rpartition(":")[2], attributes)

        return counted

    def _refuse(self, *_: object) -> None:
        raise FileRefused(f'"{self._name}" is not a workbook as Excel writes it: save it as CSV.')

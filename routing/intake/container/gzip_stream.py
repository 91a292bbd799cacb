"""Reading gzip: several members, trailing bytes and a cut end, each told apart."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO, Final

from routing.errors import FileRefused

_CHUNK: Final = 65_536


class Gunzip(io.RawIOBase):
    """The content of a gzip stream, chunk by chunk.

    packed: compressed bytes read so far.
    Bytes after the end that are no gzip are ignored with a warning, as gzip itself does.
    """

    def __init__(self, source: BinaryIO, name: str, warnings: list[str]) -> None:
        self.packed = 0
        self._source = source
        self._name = name
        self._warnings = warnings
        self._inflate = zlib.decompressobj(wbits=31)
        self._pending = b""
        self._ended = False

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; b"" at the end only."""
        size = _CHUNK if size < 0 else size
        while not self._ended:
            if self._inflate.eof:
                self._next_member()
                continue
            data = self._pending or self._more()
            if not data:
                raise FileRefused(f'"{self._name}" is cut off in the middle: copy it again.')
            try:
                out = self._inflate.decompress(data, size)
            except zlib.error as error:
                raise FileRefused(f'"{self._name}" is a damaged gzip: copy it again.') from error
            self._pending = self._inflate.unconsumed_tail
            if out:
                return out
        return b""

    def close(self) -> None:
        """Close the source too."""
        self._source.close()
        super().close()

    def _more(self) -> bytes:
        data = self._source.read(_CHUNK)
        self.packed += len(data)
        return data

    def _next_member(self) -> None:
        rest = self._inflate.unused_data
        while len(rest) < 2 and (more := self._more()):  # noqa: PLR2004 - the magic has two bytes
            rest += more
        rest = rest.lstrip(b"\0") if rest[:2] != b"\x1f\x8b" else rest
        if rest.startswith(b"\x1f\x8b"):
            self._inflate = zlib.decompressobj(wbits=31)
            self._pending = rest
            return
        self._ended = True
        warning = f'"{self._name}" has bytes after the end of its gzip content; they were ignored.'
        if rest and warning not in self._warnings:
            self._warnings.append(warning)

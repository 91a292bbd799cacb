"""What the two processes say to each other: a kind, a length, and that many bytes.

Questions and endings are JSON, rows are Arrow; nothing that could run code is ever decoded.
"""

from __future__ import annotations

import os
import struct
from typing import Final

READY, ROWS, END, REFUSED, STOPPED = b"Y", b"A", b"E", b"R", b"L"
HEAD: Final = struct.Struct(">cQ")


def write(descriptor: int, kind: bytes, content: bytes | memoryview) -> None:
    """Send one frame, however much of it the pipe takes at a time."""
    for part in (HEAD.pack(kind, len(content)), content):
        rest = memoryview(part)
        while rest:
            rest = rest[os.write(descriptor, rest) :]


class Sink:
    """A file to write rows to, each piece of which goes out as a frame."""

    closed = False

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, content: bytes | memoryview) -> int:
        """Send it."""
        write(self._descriptor, ROWS, memoryview(content))
        return len(content)

    def flush(self) -> None:
        """Everything has been sent already."""

    def close(self) -> None:
        """The pipe stays open for what comes next."""
        self.closed = True


class Frames:
    """Puts frames together from bytes as they come in."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._bytes = bytearray()

    def add(self, content: bytes) -> None:
        """Take in what has been read."""
        self._bytes += content

    def next(self) -> tuple[bytes, bytes] | None:
        """The next whole frame, None while there is none.

        Raises ValueError for a frame that is larger than any honest one.
        """
        if len(self._bytes) < HEAD.size:
            return None
        kind, length = HEAD.unpack_from(self._bytes)
        if length > self._most:
            raise ValueError("a frame is too large")
        end = HEAD.size + length
        if len(self._bytes) < end:
            return None
        content = bytes(self._bytes[HEAD.size : end])
        del self._bytes[:end]
        return kind, content

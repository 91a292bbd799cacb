"""The limits that keep a hostile file from hurting the machine, each documented here."""

from __future__ import annotations

import io
from typing import Final, Protocol

from routing.errors import FileRefused

MEBI: Final = 1024 * 1024

FIELD_CHARACTERS: Final = 2 * MEBI
"""A cell above this is refused together with its row."""
ROW_CHARACTERS: Final = 16 * MEBI
"""A row (or a JSON item) above this is refused."""
CONTENT_BYTES: Final = 4096 * MEBI
"""What may come out of an archive."""
RATIO: Final = 200
"""How many times larger than its archive the content may be, once `RATIO_FROM` came out."""
RATIO_FROM: Final = 100 * MEBI
COLUMNS: Final = 20_000
"""More columns than this are no ticket export."""
RAW_CHARACTERS: Final = 20_000
"""How much of a refused row is kept for the user to see."""
RAW_CUT: Final = " … (cut)"


def shown(raw: str) -> str:
    """A refused row as it is kept: whole, or cut with a mark when very long."""
    return raw if len(raw) <= RAW_CHARACTERS else raw[:RAW_CHARACTERS] + RAW_CUT


class Packed(Protocol):
    """What comes out of an archive, with the bytes that went in as `packed`."""

    packed: int

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, b"" at the end."""
        ...

    def close(self) -> None:
        """Let go of the archive."""
        ...


class Guard(io.RawIOBase):
    """A stream that stops an archive from swelling past the limits while it is read."""

    def __init__(self, source: Packed, name: str, ratio_from: int = RATIO_FROM) -> None:
        self._source = source
        self._name = name
        self._ratio_from = ratio_from
        self._out = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Hand on the next bytes, or refuse the file."""
        data = self._source.read(len(buffer))
        buffer[: len(data)] = data
        self._out += len(data)
        packed = self._source.packed
        if self._out > CONTENT_BYTES or (
            self._out > self._ratio_from and packed and self._out > RATIO * packed
        ):
            raise FileRefused(
                f'"{self._name}" unpacks to far more than its size allows (a "zip bomb"): '
                "unpack it yourself and check what is inside."
            )
        return len(data)

    def close(self) -> None:
        """Close the source too."""
        self._source.close()
        super().close()

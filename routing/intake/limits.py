"""The limits that keep a hostile file from hurting the machine, each documented here."""

from __future__ import annotations

import io
from typing import Final, Protocol

from routing.errors import FileRefused

MEBI: Final = 1024 * 1024

MAX_FIELD_CHARACTERS: Final = 2 * MEBI
"""A cell above this is refused together with its row."""
MAX_ROW_CHARACTERS: Final = 16 * MEBI
"""A row (or a JSON item) above this is refused."""
MAX_CONTENT_BYTES: Final = 4096 * MEBI
"""What may come out of an archive."""
MAX_RATIO: Final = 200
"""How many times larger than what was read of its archive the content may be."""
RATIO_FROM: Final = 24 * MEBI
"""The ratio counts once this much came out."""
SHEET_RATIO_FROM: Final = 8 * MEBI
"""The same for the parts of a workbook, whose cells cost more to read."""
MAX_COLUMNS: Final = 20_000
"""More columns than this are no ticket export."""
MAX_ATTRIBUTES: Final = 200
"""Columns that no field takes are kept as attributes up to this number."""
MAX_ATTRIBUTE_CHARACTERS: Final = 2_000
"""A longer value of an attribute is cut."""
MAX_REJECTS_AT_START: Final = 200_000
"""After this many rows and no ticket a file is refused without reading on."""
MAX_INSPECTION_CPU_SECONDS: Final = 6
"""What a first look at a file may cost."""
MAX_RAW_CHARACTERS: Final = 20_000
"""How much of a refused row is kept for the user to see."""
CUT_MARK: Final = " … (cut)"


def shortened(raw: str, most: int = MAX_RAW_CHARACTERS) -> str:
    """A text as it is kept: whole, or cut with a mark when very long."""
    return raw if len(raw) <= most else raw[:most] + CUT_MARK


class Compressed(Protocol):
    """What comes out of an archive."""

    @property
    def packed(self) -> int:
        """Compressed bytes read so far."""
        ...

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, b"" at the end."""
        ...

    def close(self) -> None:
        """Let go of the archive."""
        ...


class RatioGuard(io.RawIOBase):
    """A stream that stops an archive from swelling past the limits while it is read."""

    def __init__(self, source: Compressed, name: str, ratio_from: int = RATIO_FROM) -> None:
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
        if self._out > MAX_CONTENT_BYTES or (
            self._out > self._ratio_from and packed and self._out > MAX_RATIO * packed
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

"""Which encoding a text is in, decided on all of its bytes."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import BinaryIO, Final

from routing.intake.container.legacy_encodings import guess_legacy
from routing.intake.container.utf_detection import unmarked

_CHUNK: Final = 1 << 20
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENOUGH_ERRORS: Final = 2000
_SAMPLE: Final = 200_000
_SHOWN: Final = 5
_FEW: Final = 5


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to decode a text, and what the user should know about it.

    name: Python's name of the encoding.
    """

    name: str
    warnings: tuple[str, ...] = ()


def survey(stream: BinaryIO, limit: int | None = None) -> Encoding:
    r"""Decide the encoding from the whole stream, or from its first `limit` bytes.

    >>> import io
    >>> survey(io.BytesIO("id,text\n1,Grüße".encode("cp1252"))).name
    'latin-1'
    """
    first = stream.read(min(_CHUNK, limit or _CHUNK))
    for bom, name in _BOMS:
        if first.startswith(bom):
            if name != "utf-8-sig":
                return Encoding(name)
            return _eight_bit(first.removeprefix(bom), stream, limit, "utf-8-sig")
    if wide := unmarked(first[:65_536]):
        said = f"The file has no byte order mark; it was read as {wide.upper()}."
        return Encoding(wide, (said,))
    return _eight_bit(first, stream, limit, "utf-8")


def _eight_bit(first: bytes, stream: BinaryIO, limit: int | None, utf8: str) -> Encoding:
    tally = _Tally()
    chunk, seen = first, 0
    while chunk:
        seen += len(chunk)
        tally.add(chunk)
        if tally.hopeless or (limit and seen >= limit):
            break
        chunk = stream.read(_CHUNK)
    # Without a limit the end is real: half a character there is an error too.
    tally.end(real=not limit)
    if not tally.errors:
        return Encoding(utf8)
    legacy = None if utf8 == "utf-8-sig" else _legacy(tally)
    return legacy or Encoding(utf8, (tally.warning(),))


def _legacy(tally: _Tally) -> Encoding | None:
    """The legacy encoding when UTF-8 explains the bytes badly."""
    if tally.valid >= 5 * tally.errors:
        return None
    # Where some bytes are UTF-8 and some are not, the other reading must be convincing.
    mixed = tally.valid >= tally.errors
    name = guess_legacy(
        bytes(tally.sample), certain=mixed or tally.errors < _FEW, least=0.9 if mixed else 0.5
    )
    if name is None:
        return None
    return Encoding(
        name,
        (f"The file is not UTF-8; it was read as {name}. Check that its letters look right.",),
    )


class _Tally:
    """What a decoding as UTF-8 met, chunk by chunk."""

    def __init__(self) -> None:
        self.valid = 0
        self.errors = 0
        self.lines: list[int] = []
        self.sample = bytearray()
        self._line = 1
        self._rest = b""

    @property
    def hopeless(self) -> bool:
        """Whether this is certainly no UTF-8, so that no more needs to be read."""
        return self.errors > _ENOUGH_ERRORS and self.errors > self.valid

    def add(self, chunk: bytes) -> None:
        """Decode a chunk after what the last one left over."""
        data = self._rest + chunk
        cut = len(data) - _unfinished(data)
        self._rest = data[cut:]
        self._decode(data[:cut])

    def end(self, *, real: bool) -> None:
        """Take what is left over as an error when the text ends here."""
        if self._rest and real:
            self._decode(self._rest)

    def warning(self) -> str:
        """The sentence on bytes that are no UTF-8, with their first lines."""
        lines = ", ".join(f"{line}" for line in self.lines[:_SHOWN])
        where = "line" if len(self.lines) == 1 else "lines"
        more = ", …" if len(self.lines) > _SHOWN else ""
        times = "sequence" if self.errors == 1 else "sequences"
        return (
            f"{self.errors:,} invalid byte {times} in otherwise UTF-8 text "
            f"({where} {lines}{more}); shown as \ufffd."
        )

    def _decode(self, data: bytes) -> None:
        if not data.isascii():
            text = data.decode(errors="replace")
            errors = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
            self.errors += errors
            self.valid += len(text) - len(text.encode("ascii", "ignore")) - errors
            if (errors and len(self.lines) <= _SHOWN) or len(self.sample) < _SAMPLE:
                self._look_at_lines(data)
        self._line += line_ends(data)

    def _look_at_lines(self, data: bytes) -> None:
        for number, line in enumerate(data.splitlines(), self._line):
            if line.isascii():
                continue
            if len(self.sample) < _SAMPLE:
                self.sample += line[:4000] + b"\n"
            if len(self.lines) <= _SHOWN and number not in self.lines and not _is_utf8(line):
                self.lines.append(number)


def _unfinished(data: bytes) -> int:
    """How many bytes at the end are the start of a character that goes on."""
    for back in range(1, min(3, len(data)) + 1):
        byte = data[-back]
        if byte >= 0xC0:  # noqa: PLR2004 - a UTF-8 lead byte
            wanted = 2 + (byte >= 0xE0) + (byte >= 0xF0)  # noqa: PLR2004
            return back if wanted > back else 0
        if byte < 0x80:  # noqa: PLR2004
            return 0
    return 0


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def line_ends(data: bytes) -> int:
    """How many lines end in these bytes, whatever their line ends."""
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")

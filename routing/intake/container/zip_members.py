"""Which member of a zip holds the tickets."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO, BinaryIO, Final

from routing.errors import FileRefused
from routing.intake.container.file_kind import HEAD, recognise

_DIRECTORY_BYTES: Final = 16 * 1024 * 1024
_TAIL: Final = 65_557
_LIKELY: Final = (".csv", ".tsv", ".xlsx", ".jsonl", ".ndjson", ".json", ".tab", ".txt", ".gz")
_OTHERS: Final = (
    ("mimetype", "an OpenDocument file", "save it as XLSX or CSV"),
    ("word/document.xml", "a Word document", "export the tickets as CSV or XLSX"),
    ("ppt/presentation.xml", "a presentation", "export the tickets as CSV or XLSX"),
    ("META-INF/MANIFEST.MF", "a Java program", "export the tickets as CSV or XLSX"),
)


class Member(io.RawIOBase):
    """The content of one zip member; damage becomes a FileRefused."""

    def __init__(
        self, source: IO[bytes], owned: zipfile.ZipFile | None, packed: int, name: str
    ) -> None:
        self.packed = packed
        self._source = source
        self._owned = owned
        self._name = name

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes."""
        try:
            return self._source.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise FileRefused(f'"{self._name}" is a damaged zip: copy it again.') from error

    def close(self) -> None:
        """Close the member, and the archive when it is read for this member only."""
        self._source.close()
        if self._owned:
            self._owned.close()
        super().close()


def open_zip(stream: BinaryIO, name: str) -> zipfile.ZipFile:
    """The archive, refused when damaged or when its directory alone is a burden."""
    _check_directory(stream, name)
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise FileRefused(f'"{name}" is a damaged zip or workbook: copy it again.') from error


def _check_directory(stream: BinaryIO, name: str) -> None:
    """Read the size of the list of members before zipfile loads that list."""
    length = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, length - _TAIL))
    tail = stream.read(_TAIL)
    stream.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise FileRefused(f'"{name}" is a damaged or cut-off zip or workbook: copy it again.')
    (size,) = struct.unpack_from("<L", tail, at + 12)
    if size > _DIRECTORY_BYTES:
        raise FileRefused(f'"{name}" has too many members: unpack it and choose the file.')


def open_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, *, owned: bool = False
) -> Member:
    """The bytes of a member; a password or an unknown method is refused."""
    if member.flag_bits & 0x1:
        raise FileRefused(f'"{name}" is protected by a password: unpack it first.')
    try:
        source = archive.open(member)
    except (NotImplementedError, RuntimeError) as error:
        raise FileRefused(
            f'"{name}" is packed by a method that is not supported: zip it again.'
        ) from error
    except (zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
        raise FileRefused(f'"{name}" is a damaged zip: copy it again.') from error
    return Member(source, archive if owned else None, member.compress_size, name)


def choose(archive: zipfile.ZipFile, name: str) -> tuple[zipfile.ZipInfo, list[str]]:
    """The member that looks most like tickets, and warnings that name those left out."""
    names = set(archive.namelist())
    for mark, what, advice in _OTHERS:
        if mark in names:
            raise FileRefused(f'"{name}" is {what}, not a ticket export: {advice}.')
    files = [m for m in archive.infolist() if not m.is_dir() and not _hidden(m.filename)]
    if not files:
        raise FileRefused(f'"{name}" holds no files: zip the export itself.')
    if len(files) == 1:
        return files[0], []
    if all(m.flag_bits & 0x1 for m in files):
        raise FileRefused(f'"{name}" is protected by a password: unpack it first.')
    ranked = sorted(files, key=lambda m: (_likeness(archive, m, name), -m.file_size))
    chosen, others = ranked[0], [m.filename for m in files if m is not ranked[0]]
    shown = ", ".join(f'"{other}"' for other in others[:5]) + (", …" if len(others) > 5 else "")  # noqa: PLR2004
    return chosen, [
        f'The zip holds {len(files)} files; only "{chosen.filename}" was read, not {shown}.'
    ]


def _hidden(filename: str) -> bool:
    parts = PurePosixPath(filename.replace("\\", "/")).parts
    return not parts or "__MACOSX" in parts or parts[-1].startswith((".", "Thumbs.db"))


def _likeness(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> int:
    """0 for what is most likely the export; higher for the unlikely."""
    suffix = PurePosixPath(member.filename.lower()).suffix
    rank = _LIKELY.index(suffix) if suffix in _LIKELY else len(_LIKELY)
    if member.file_size == 0:
        return 2000
    try:
        head = open_member(archive, member, name).read(HEAD)
        recognise(head, name)
    except FileRefused:
        return 1000 + rank
    return rank - 100 * _ticket_words(head)


def _ticket_words(head: bytes) -> int:
    """How many of the words of a ticket export stand in the first line or so."""
    start = head[:2000].replace(b"\0", b"").lower()
    words = (b"subject", b"description", b"body", b"ticket", b"message", b"text", b"summary")
    return min(3, sum(word in start for word in words))

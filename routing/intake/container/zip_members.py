"""The members of a zip, as far as they can be opened."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO, BinaryIO, Final

from routing.errors import FileRefused

_MAX_DIRECTORY_BYTES: Final = 16 * 1024 * 1024
_STEP: Final = 8_192
_END_RECORD_BYTES: Final = 65_557
MAX_MEMBERS: Final = 500
"""More files than this in one zip are no export."""
_OTHERS: Final = (
    ("mimetype", "an OpenDocument file", "save it as XLSX or CSV"),
    ("word/document.xml", "a Word document", "export the tickets as CSV or XLSX"),
    ("ppt/presentation.xml", "a presentation", "export the tickets as CSV or XLSX"),
    ("META-INF/MANIFEST.MF", "a Java program", "export the tickets as CSV or XLSX"),
)


class CountedStream:
    """What a ZipFile reads from, with the number of bytes read so far as `count`."""

    def __init__(self, stream: BinaryIO) -> None:
        self.count = 0
        self.seek, self.tell = stream.seek, stream.tell
        self.seekable, self.close = stream.seekable, stream.close
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """Read and count."""
        data = self._stream.read(size)
        self.count += len(data)
        return data


class Member(io.RawIOBase):
    """The content of one zip member; damage becomes a FileRefused."""

    def __init__(
        self, source: IO[bytes], owned: zipfile.ZipFile | None, counted: CountedStream, name: str
    ) -> None:
        self._source = source
        self._owned = owned
        self._counted = counted
        self._before = counted.count
        self._name = name

    @property
    def packed(self) -> int:
        """Compressed bytes read so far."""
        return self._counted.count - self._before

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, few at a time: zipfile reads as many compressed ones ahead."""
        try:
            return self._source.read(_STEP if size < 0 else min(size, _STEP))
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
        return zipfile.ZipFile(CountedStream(stream))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise FileRefused(f'"{name}" is a damaged zip or workbook: copy it again.') from error


def _check_directory(stream: BinaryIO, name: str) -> None:
    """Read the size of the list of members before zipfile loads that list."""
    length = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, length - _END_RECORD_BYTES))
    tail = stream.read(_END_RECORD_BYTES)
    stream.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise FileRefused(f'"{name}" is a damaged or cut-off zip or workbook: copy it again.')
    (size,) = struct.unpack_from("<L", tail, at + 12)
    if size > _MAX_DIRECTORY_BYTES:
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
    counted = archive.fp
    assert isinstance(counted, CountedStream)  # noqa: S101 - as `open_zip` gave it
    return Member(source, archive if owned else None, counted, name)


def files_of(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    """The members that may be exports: no folders, none that a system hid there."""
    names = set(archive.namelist())
    for mark, what, advice in _OTHERS:
        if mark in names:
            raise FileRefused(f'"{name}" is {what}, not a ticket export: {advice}.')
    files = [m for m in archive.infolist() if not m.is_dir() and not _hidden(m.filename)]
    if not files:
        raise FileRefused(f'"{name}" holds no files: zip the export itself.')
    if len(files) > MAX_MEMBERS:
        raise FileRefused(f'"{name}" has too many members: unpack it and choose the file.')
    return files


def _hidden(filename: str) -> bool:
    parts = PurePosixPath(filename.replace("\\", "/")).parts
    return not parts or "__MACOSX" in parts or parts[-1].startswith((".", "Thumbs.db"))

"""From a path to the bytes inside: plain, gzip or zip, never more than the limits allow."""

from __future__ import annotations

import io
import os
import shutil
import stat
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from routing.errors import FileRefused
from routing.intake.container.file_kind import HEAD, recognise
from routing.intake.container.gzip_stream import Gunzip
from routing.intake.container.zip_members import choose, open_member, open_zip
from routing.intake.limits import Guard

_DEPTH: Final = 2

Opener = Callable[[], BinaryIO]


class Gauge(io.FileIO):
    """A file that knows how many of its bytes were read, for the progress bar."""

    consumed = 0

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]
        """Read and count."""
        count = super().readinto(buffer)
        self.consumed += count or 0
        return count


@dataclass(slots=True)
class Content:
    """The bytes of an export without their packing; `open` may be called again and again.

    packing: the containers from outside in, for example ("zip",).
    name: name of the file, or of the member of an archive that is read.
    """

    path: Path
    name: str
    packing: tuple[str, ...]
    size: int
    opener: Opener
    workbook: bool = False
    warnings: list[str] = field(default_factory=list)
    gauges: list[Gauge] = field(default_factory=list)

    def open(self) -> BinaryIO:
        """A fresh stream from the first byte."""
        self.gauges.clear()
        return self.opener()

    @property
    def share(self) -> float:
        """How much of the file has been read since the last `open`, from 0 to 1."""
        consumed = sum(gauge.consumed for gauge in self.gauges)
        return min(1.0, consumed / self.size) if self.size else 1.0


def open_content(path: Path) -> Content:
    """Find the export inside a file.

    Raises FileRefused when there is no such file, when it is empty, or when it is something else.
    """
    size = _size(path)
    content = Content(path, path.name, (), size, opener=io.BytesIO)

    def base() -> BinaryIO:
        gauge = Gauge(path, "rb")
        content.gauges.append(gauge)
        return io.BufferedReader(gauge, HEAD)

    content.opener = base
    for _ in range(_DEPTH + 1):
        with content.open() as stream:
            head = stream.read(HEAD)
        if not head:
            raise FileRefused(f'"{content.name}" is empty: export the tickets again.')
        kind = recognise(head, content.name)
        if kind == "text":
            return content
        if kind == "gzip":
            _unpack_gzip(content)
        elif _unpack_zip(content):
            return content
    raise FileRefused(f'"{path.name}" is an archive inside an archive: unpack it first.')


def _size(path: Path) -> int:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise FileRefused(f'"{path.name}" is a folder, not a file: choose the file in it.')
        if not stat.S_ISREG(status.st_mode):
            raise FileRefused(f'"{path.name}" is not an ordinary file: save the export to disk.')
        path.open("rb").close()
    except FileNotFoundError as error:
        raise FileRefused(f'There is no file "{path}": check the name.') from error
    except PermissionError as error:
        raise FileRefused(f'"{path.name}" may not be read: check its permissions.') from error
    except (OSError, ValueError) as error:
        raise FileRefused(
            f'"{path.name}" cannot be opened: check the name and the disk.'
        ) from error
    if status.st_size == 0:
        raise FileRefused(f'"{path.name}" is empty: export the tickets again.')
    return status.st_size


def _unpack_gzip(content: Content) -> None:
    inner, name = content.opener, content.name
    content.packing += ("gz",)
    content.name = name.removesuffix(".gz")
    warnings = content.warnings

    def opener() -> BinaryIO:
        return io.BufferedReader(Guard(Gunzip(inner(), name, warnings), name), HEAD)

    content.opener = opener


def _unpack_zip(content: Content) -> bool:
    """Go into a zip; True when it is itself the workbook."""
    outer = content.opener if not content.packing else spooled(content)
    with outer() as stream, open_zip(stream, content.name) as archive:
        names = set(archive.namelist())
        if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
            content.workbook = True
            content.opener = outer
            return True
        member, warnings = choose(archive, content.name)
    content.warnings += warnings
    content.packing += ("zip",)
    zip_name, content.name = content.name, Path(member.filename).name

    def opener() -> BinaryIO:
        archive = open_zip(outer(), zip_name)
        source = open_member(archive, member, zip_name, owned=True)
        return io.BufferedReader(Guard(source, zip_name), HEAD)

    content.opener = opener
    return False


def spooled(content: Content) -> Opener:
    """The content in a temporary file, for formats that must be read out of order."""
    directory = tempfile.mkdtemp(prefix="routecase-")
    try:
        target = Path(directory) / "content"
        with content.open() as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy, 1 << 20)
        descriptor = os.open(target, os.O_RDONLY)
    finally:
        # The open descriptor keeps the bytes alive; nothing is left behind after a kill.
        shutil.rmtree(directory, ignore_errors=True)
    keeper = open(descriptor, "rb")  # noqa: PTH123, SIM115 - lives as long as the closure

    def opener() -> BinaryIO:
        return _Shared(keeper.fileno())

    return opener


class _Shared(io.BufferedIOBase, BinaryIO):
    """An own reading position in a file that stays open."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._position = 0
        self._length = os.fstat(descriptor).st_size

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = (0, self._position, self._length)[whence]
        self._position = max(0, start + offset)
        return self._position

    def read(self, size: int | None = -1) -> bytes:
        wanted = self._length - self._position if size is None or size < 0 else size
        data = os.pread(self._descriptor, max(0, wanted), self._position)
        self._position += len(data)
        return data

"""From a path to the bytes inside: plain, gzip or zip, never more than the limits allow."""

from __future__ import annotations

import io
import os
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, Final

from routing.errors import FileRefused
from routing.intake.container.file_kind import HEAD, recognise
from routing.intake.container.gzip_stream import Gunzip
from routing.intake.container.zip_members import files_of, open_member, open_zip
from routing.intake.limits import RatioGuard

_MAX_DEPTH: Final = 2

Opener = Callable[[], BinaryIO]


class CountingFile(io.FileIO):
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
    counters: list[CountingFile] = field(default_factory=list)

    def open(self) -> BinaryIO:
        """A fresh stream from the first byte."""
        self.counters.clear()
        return self.opener()

    @property
    def share(self) -> float:
        """How much of the file has been read since the last `open`, from 0 to 1."""
        consumed = sum(counter.consumed for counter in self.counters)
        return min(1.0, consumed / self.size) if self.size else 1.0


def open_contents(path: Path) -> tuple[list[Content], list[str]]:
    """The exports inside a file, and the names of the members of a zip that can be none.

    Raises FileRefused when there is no such file, when it is empty, or when it is something else.
    """
    size = _size(path)
    content = Content(path, path.name, (), size, opener=io.BytesIO)

    def base() -> BinaryIO:
        counter = CountingFile(path, "rb")
        content.counters.append(counter)
        return io.BufferedReader(counter, HEAD)

    content.opener = base
    left_out: list[str] = []
    return _unpacked(content, _MAX_DEPTH, left_out), left_out


def _unpacked(content: Content, depth: int, left_out: list[str]) -> list[Content]:
    """The content without its packing; each member of a zip is looked into in turn."""
    while True:
        with content.open() as stream:
            head = stream.read(HEAD)
        if not head:
            raise FileRefused(f'"{content.name}" is empty: export the tickets again.')
        kind = recognise(head, content.name)
        if kind == "text":
            return [content]
        if kind == "zip":
            return _unpack_zip(content, depth, left_out)
        _check_depth(content, depth)
        _unpack_gzip(content)
        depth -= 1


def _check_depth(content: Content, depth: int) -> None:
    if depth == 0:
        raise FileRefused(
            f'"{content.path.name}" is an archive inside an archive: unpack it first.'
        )


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
        return io.BufferedReader(RatioGuard(Gunzip(inner(), name, warnings), name), HEAD)

    content.opener = opener


def _unpack_zip(content: Content, depth: int, left_out: list[str]) -> list[Content]:
    """What the members of a zip hold; the zip itself when it is a workbook."""
    outer = content.opener if not content.packing else _spooled(content)
    with outer() as stream, open_zip(stream, content.name) as archive:
        names = set(archive.namelist())
        if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
            content.workbook = True
            content.opener = outer
            return [content]
        _check_depth(content, depth)
        members = files_of(archive, content.name)
    found: list[Content] = []
    refused: FileRefused | None = None
    for member in members:
        try:
            found += _unpacked(_member(content, outer, member), depth - 1, left_out)
        except FileRefused as error:
            refused = refused or error
            left_out.append(member.filename)
    if refused and not found:
        raise refused
    return found


def _member(content: Content, outer: Opener, member: zipfile.ZipInfo) -> Content:
    inside = replace(
        content,
        name=Path(member.filename).name,
        packing=(*content.packing, "zip"),
        size=member.compress_size,
        warnings=list(content.warnings),
    )

    def opener() -> BinaryIO:
        archive = open_zip(outer(), content.name)
        source = open_member(archive, member, content.name, owned=True)
        return io.BufferedReader(RatioGuard(source, content.name), HEAD)

    inside.opener = opener
    return inside


def _spooled(content: Content) -> Opener:
    """The content in a nameless temporary file, for formats that must be read out of order."""
    keeper = tempfile.TemporaryFile(prefix="routecase-")  # noqa: SIM115 - lives with the closure
    with content.open() as source:
        shutil.copyfileobj(source, keeper, 1 << 20)
    keeper.flush()

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

"""The folder that a bulk job writes into, on this machine or in an object store."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import fsspec

from service.errors import JobEnded

NO_ROOM: Final = (
    "{folder} could not be written ({why}). Make room there, then go on with --resume: what is "
    "finished is kept."
)


class OutputFolder:
    """url: a path, or the address of a folder such as `s3://bucket/folder`."""

    def __init__(self, url: str) -> None:
        self.url = url
        fs, path = fsspec.core.url_to_fs(url)
        self._fs: Any = fs
        self._path: str = path.rstrip("/")
        self.local = Path(path) if "file" in fs.protocol else None
        self._written: dict[str, str] = {}

    def make(self) -> None:
        """Let it be there; raises JobEnded where it cannot be."""
        try:
            self._fs.makedirs(self._path, exist_ok=True)
        except OSError as error:
            raise self._no_room(error) from error

    def names(self) -> list[str]:
        """What lies in it."""
        if not self._fs.exists(self._path):
            return []
        self._fs.invalidate_cache()
        return sorted(Path(each).name for each in self._fs.ls(self._path, detail=False))

    def put(self, name: str, data: bytes) -> None:
        """Write a file whole: a reader finds all of it or none.

        Raises JobEnded where it cannot be written.
        """
        try:
            if self.local:
                _replace(self.local / name, data)
            else:
                self._fs.pipe_file(f"{self._path}/{name}", data)  # object stores know no half
        except OSError as error:
            raise self._no_room(error) from error

    def add_line(self, name: str, line: str) -> None:
        """Add a line to a text, for good. A text in an object store is written anew each time."""
        if self.local is None:
            self._written[name] = self._written.get(name) or self.text(name)
            self._written[name] += line + "\n"
            self.put(name, self._written[name].encode())
            return
        try:
            with (self.local / name).open("ab") as stream:
                stream.write(f"{line}\n".encode())
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise self._no_room(error) from error

    def text(self, name: str) -> str:
        """The text of that name, "" where there is none."""
        try:
            return str(self._fs.cat_file(f"{self._path}/{name}").decode("utf-8", "replace"))
        except FileNotFoundError:
            return ""

    def remove(self, name: str) -> None:
        """Remove a file, where it is there."""
        with suppress(FileNotFoundError):
            self._fs.rm_file(f"{self._path}/{name}")

    def _no_room(self, error: OSError) -> JobEnded:
        return JobEnded(NO_ROOM.format(folder=self.url, why=error.strerror or error))


def _replace(file: Path, data: bytes) -> None:
    part = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)

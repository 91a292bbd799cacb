"""The input of a bulk job, cut into partitions: files here or in an object store."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

import fsspec

from routing.errors import FileRefused
from routing.intake.columns.mapping import Mapping
from routing.intake.row_ranges import (
    FileLayout,
    RowRange,
    is_parquet,
    parquet_ranges,
    text_ranges,
)
from service.bulk.partition import Partition

BLOCK: Final = 1 << 20
_TAIL: Final = ".parquet"


def partitions(url: str, rows: int) -> Iterator[Partition]:
    """The partitions of a file, of all files of a folder, or of those that fit a pattern.

    rows: how many make a partition. The columns of the first file say what the columns mean, and
    every other file must have those.

    Raises FileRefused where there is no such file, or one cannot be read in parts.
    """
    fs, path = fsspec.core.url_to_fs(url)
    files = _files(fs, path)
    if not files:
        raise FileRefused(f'There is no file "{url}": check the name.')
    mapping: Mapping | None = None
    for file, source in files:
        layout, found, digests = _cut(fs, file, source, rows, mapping)
        mapping = mapping or layout.mapping
        for each, digest in zip(found, digests, strict=True):
            yield Partition.whole(source, fs.unstrip_protocol(file), each, digest, layout)


def open_input(url: str) -> BinaryIO:
    """The file as a stream that can be read from any place; raises FileRefused."""
    try:
        fs, path = fsspec.core.url_to_fs(url)
        stream: BinaryIO = fs.open(path, "rb")
    except OSError as error:
        raise FileRefused(
            f'"{url}" cannot be read by a worker ({error.strerror or error}): the input must be '
            "where every worker can read it."
        ) from error
    return stream


def _files(fs: Any, path: str) -> list[tuple[str, str]]:
    """The files with the names that people know them by."""
    if fs.isdir(path):
        root = path.rstrip("/") + "/"
        found = [str(each) for each in fs.find(path)]
        return [(each, each.removeprefix(root)) for each in sorted(found) if _is_input(each, root)]
    found = fs.glob(path) if any(sign in path for sign in "*?[") else [path]
    return [(str(each), Path(each).name) for each in sorted(found) if fs.isfile(each)]


def _is_input(file: str, root: str) -> bool:
    """Files that begin with a point or an underscore are what other programs leave beside."""
    return not any(part.startswith((".", "_")) for part in file.removeprefix(root).split("/"))


def _cut(
    fs: Any, file: str, source: str, rows: int, mapping: Mapping | None
) -> tuple[FileLayout, list[RowRange], list[str]]:
    if "file" in fs.protocol:
        return _cut_here(Path(file), source, rows, mapping)
    if file.endswith(_TAIL):
        with fs.open(file, "rb") as stream:
            layout, found = parquet_ranges(stream, source, rows, mapping)
        return layout, found, [f"{fs.ukey(file)} {each.start}" for each in found]
    with tempfile.TemporaryDirectory(prefix="routecase-") as folder:
        here = Path(folder) / "input"
        fs.get_file(file, str(here))
        return _cut_here(here, source, rows, mapping)


def _cut_here(
    path: Path, source: str, rows: int, mapping: Mapping | None
) -> tuple[FileLayout, list[RowRange], list[str]]:
    if path.stat().st_size and is_parquet(path):
        with path.open("rb") as stream:
            layout, found = parquet_ranges(stream, source, rows, mapping)
            stream.seek(0)
            whole = hashlib.file_digest(stream, "sha256").hexdigest()
        return layout, found, [whole] * len(found)
    layout, found = text_ranges(path, source, rows, mapping)
    with path.open("rb") as stream:
        return layout, found, [digest(stream, each) for each in found]


def digest(stream: BinaryIO, rows: RowRange) -> str:
    """Hash of a range of bytes."""
    stream.seek(rows.start)
    found, left = hashlib.sha256(), rows.stop - rows.start
    while left and (block := stream.read(min(BLOCK, left))):
        found.update(block)
        left -= len(block)
    return found.hexdigest()

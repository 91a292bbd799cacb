"""Rows of a Parquet file as a table of texts, as every other format gives them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, Final

import pyarrow as pa
import pyarrow.parquet as pq

from routing.errors import FileRefused
from routing.intake.formats.table import Notes, Reject, Row

MAGIC: Final = b"PAR1"
_ROWS_AT_ONCE: Final = 5_000
_SAMPLE: Final = 200


def opened(stream: BinaryIO, name: str) -> pq.ParquetFile:
    """The Parquet file; raises FileRefused where it is damaged."""
    try:
        return pq.ParquetFile(stream)
    except (pa.ArrowException, OSError) as error:
        raise FileRefused(f'"{name}" is a damaged Parquet file: write it again.') from error


class ParquetTable:
    """Some rows of a row group; `line` of a row is its number in the file.

    first_row: number in the file of the group's first row, from 1. skip, rows: which of the group.
    """

    format = "parquet"

    def __init__(
        self, file: pq.ParquetFile, name: str, group: int, *, first_row: int, skip: int, rows: int
    ) -> None:
        self.columns: Sequence[str] = tuple(file.schema_arrow.names)
        self.notes = Notes()
        self._file, self._name, self._group = file, name, group
        self._first_row, self._skip, self._rows = first_row, skip, rows

    def sample(self) -> list[list[str]]:
        """The first rows of the file."""
        return list(self._cells(0, 0, _SAMPLE))

    def rows(self) -> Iterator[Row | Reject]:
        """All rows of the part."""
        for number, cells in enumerate(self._cells(self._group, self._skip, self._rows)):
            yield Row(self._first_row + self._skip + number, cells)

    def _cells(self, group: int, skip: int, rows: int) -> Iterator[list[str]]:
        if not self._file.num_row_groups:
            return
        left = rows
        try:
            for batch in self._file.iter_batches(_ROWS_AT_ONCE, row_groups=[group]):
                if skip >= batch.num_rows:
                    skip -= batch.num_rows
                    continue
                wanted = batch.slice(skip, left)
                skip, left = 0, left - wanted.num_rows
                yield from map(list, zip(*map(_texts, wanted.columns), strict=True))
                if not left:
                    return
        except (pa.ArrowException, OSError) as error:
            raise FileRefused(
                f'"{self._name}" is damaged in row group {group}: write it again.'
            ) from error


def _texts(column: pa.Array) -> list[str]:
    """The values as texts, "" where there is none.

    >>> _texts(pa.array([1, None, 3]))
    ['1', '', '3']
    """
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.dictionary_decode(), kind.value_type
    if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return ["" if value is None else _as_text(value) for value in column.to_pylist()]
    return [value or "" for value in column.cast(pa.string()).to_pylist()]


def _as_text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return json.dumps(value, ensure_ascii=False, default=str)

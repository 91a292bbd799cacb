"""The answer to a query: a table of plain types, however odd the query's own were."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as kinds

WHOLE: Final = 38


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows and how they came about.

    cut: whether the query had more rows than a result may hold.
    seconds: what DuckDB took, from opening the copy to the last row.
    """

    table: pa.Table
    cut: bool
    seconds: float


def read(content: bytes, *, cut: bool, seconds: float) -> Answer:
    """Decode what the child sent, and trust none of it: every offset is checked."""
    with pa.ipc.open_stream(pa.py_buffer(content)) as stream:
        table = stream.read_all().replace_schema_metadata(None)
    table.validate(full=True)
    return Answer(_plain(table), cut, seconds)


def _plain(table: pa.Table) -> pa.Table:
    """Names that are there once, and types that every file and screen knows."""
    names = _distinct(table.column_names)
    return pa.table([_column(table.column(i)) for i in range(table.num_columns)], names=names)


def _distinct(names: list[str]) -> list[str]:
    """Column names made distinct.

    >>> _distinct(["n", "", "n"])
    ['n', 'column 2', 'n 3']
    """
    found: list[str] = []
    for at, name in enumerate(names, 1):
        called = name or f"column {at}"
        found.append(called if called not in found else f"{called} {at}")
    return found


def _column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if isinstance(kind, pa.BaseExtensionType):
        return _column(pa.chunked_array([c.storage for c in column.chunks], kind.storage_type))
    if kinds.is_decimal(kind) and kind.scale == 0 and kind.precision == WHOLE:
        return _whole(column)
    if kinds.is_dictionary(kind):
        return column.cast(kind.value_type)
    return _in_words(column) if _is_odd(kind) else column


def _is_odd(kind: Any) -> bool:
    """Whether no file could hold the type, or what stands inside it."""
    if kinds.is_interval(kind) or kinds.is_duration(kind) or kinds.is_union(kind):
        return True
    inner = [kind.field(at) for at in range(kind.num_fields)] if kinds.is_nested(kind) else []
    return any(_is_odd(field.type) for field in inner)


def _whole(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A sum of whole numbers, which DuckDB makes wider than anyone needs."""
    try:
        return column.cast(pa.int64())
    except pa.ArrowInvalid:
        return column


def _in_words(column: pa.ChunkedArray) -> pa.ChunkedArray:
    words = [None if value is None else _words(value) for value in column.to_pylist()]
    return pa.chunked_array([pa.array(words, pa.string())])


def _words(value: Any) -> str:
    """A span of time as a person says it; anything else as it prints.

    >>> _words(pa.MonthDayNano([1, 2, 3_600_000_000_000]))
    '1 months 2 days 1:00:00'
    """
    if not isinstance(value, pa.MonthDayNano):
        return str(value)
    parts = [(value.months, "months"), (value.days, "days")]
    said = [f"{n} {unit}" for n, unit in parts if n]
    clock = dt.timedelta(microseconds=value.nanoseconds // 1000)
    return " ".join([*said, str(clock)] if clock or not said else said)


def shortened(table: pa.Table, most: int) -> pa.Table:
    """The same with long texts cut, for a screen; a browser chokes on a cell of megabytes."""
    columns = []
    for column in table.columns:
        is_text = kinds.is_string(column.type) or kinds.is_large_string(column.type)
        columns.append(pc.utf8_slice_codeunits(column, 0, most) if is_text else column)
    return pa.table(columns, names=table.column_names)

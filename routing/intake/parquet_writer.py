"""Tickets and rejects into Parquet, a bounded number of rows at a time."""

from __future__ import annotations

import time
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from routing.errors import FileRefused
from routing.intake.columns.mapping import Mapping
from routing.intake.formats.table import Reject
from routing.intake.loading import REJECTS, SUMMARY, TICKETS, Summary
from routing.intake.reading import Progress, Reading, read
from routing.ticket import Ticket

_ROWS: Final = 20_000
_CHARACTERS: Final = 16_000_000

_TIME: Final = pa.timestamp("us")
_TYPES: Final = {
    "key": pa.int64(), "line": pa.int64(), "reassignments": pa.int64(),
    "created_at": _TIME, "solved_at": _TIME,
    "triage_seconds": pa.float64(), "handle_seconds": pa.float64(),
    "attributes": pa.map_(pa.string(), pa.string()),
}  # fmt: skip
TICKET_SCHEMA: Final = pa.schema(
    [(field.name, _TYPES.get(field.name, pa.string())) for field in fields(Ticket)]
)
REJECT_SCHEMA: Final = pa.schema(
    [("line", pa.int64()), ("reason", pa.string()), ("raw", pa.string())]
)
_PLAIN: Final = ("id", "subject", "body")


class Batches:
    """A Parquet file written in row groups of bounded size."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        packed = [name for name in schema.names if name not in (*_PLAIN, "raw")]
        self._writer = pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=packed)
        self._schema = schema
        self._values = attrgetter(*schema.names)
        self._rows: list[tuple[Any, ...]] = []
        self._size = 0

    def add(self, item: Ticket | Reject, size: int) -> None:
        """Take one; `size` is roughly its number of characters."""
        self._rows.append(self._values(item))
        self._size += size
        if len(self._rows) >= _ROWS or self._size >= _CHARACTERS:
            self.flush()

    def flush(self) -> None:
        """Write what was taken so far."""
        if self._rows:
            columns = zip(*self._rows, strict=True)
            arrays = [
                pa.array(column, field.type)
                for column, field in zip(columns, self._schema, strict=True)
            ]
            self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._rows.clear()
        self._size = 0

    def close(self) -> None:
        """Finish the file."""
        self.flush()
        self._writer.close()


def write(path: Path, out: Path, mapping: Mapping | None, progress: Progress) -> Summary:
    """Read a file and write its tickets, its rejects and the summary.

    Raises FileRefused like `read`; the rejects found until then are written all the same.
    """
    started = time.monotonic()
    reading = read(path, mapping, progress)
    tickets, rejects = Batches(out / TICKETS, TICKET_SCHEMA), Batches(out / REJECTS, REJECT_SCHEMA)
    try:
        for item in reading:
            if isinstance(item, Ticket):
                tickets.add(item, len(item.body) + len(item.subject))
            else:
                rejects.add(item, len(item.raw))
    except FileRefused:
        rejects.close()
        raise
    tickets.close()
    rejects.close()
    summary = _summary(reading, time.monotonic() - started)
    (out / SUMMARY).write_text(summary.to_json(), "utf-8")
    return summary


def _summary(reading: Reading, seconds: float) -> Summary:
    return Summary(
        tickets=reading.tickets,
        rejected=reading.rejected,
        mapping=reading.mapping,
        columns=reading.columns,
        format=reading.format,
        packing=reading.packing,
        encoding=reading.encoding,
        delimiter=reading.delimiter,
        preset=reading.preset,
        warnings=reading.warnings,
        labels=reading.labels,
        seconds=round(seconds, 3),
    )

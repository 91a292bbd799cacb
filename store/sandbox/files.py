"""An answer as a file: CSV, Parquet, Excel or JSON.

In CSV and Excel a text that a spreadsheet would run stays text; Parquet keeps it to the letter.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import math
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from routing.spreadsheet import harmless

AT_ONCE: Final = 1_000
MAX_CELL_CHARACTERS: Final = 32_767  # what Excel takes
EXACT: Final = 2**53  # beyond it a spreadsheet loses digits


def to_csv(table: pa.Table, stream: TextIO) -> None:
    """Write a header and the rows."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([harmless(name) for name in table.column_names])
    for row in rows(table):
        writer.writerow([harmless(v) if isinstance(v, str) else cell_text(v) for v in row])


def to_parquet(table: pa.Table, file: Path) -> None:
    """Write the table with its types."""
    pq.write_table(table, file, compression="zstd")


def to_xlsx(table: pa.Table, file: Path) -> None:
    """Write one sheet; numbers and dates stay what they are."""
    import xlsxwriter  # noqa: PLC0415 - only some ask for it

    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False, "remove_timezone": True,
    }  # fmt: skip
    with xlsxwriter.Workbook(str(file), options) as book:
        sheet = book.add_worksheet("Result")
        head = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.freeze_panes(1, 0)
        for at, name in enumerate(table.column_names):
            sheet.write_string(0, at, harmless(name)[:MAX_CELL_CHARACTERS], head)
        for line, row in enumerate(rows(table), 1):
            for at, value in enumerate(row):
                _write_cell(sheet, (line, at), value, day, moment)


def to_json(table: pa.Table, stream: TextIO) -> None:
    """Write a list with an object for every row."""
    named = [dict(zip(table.column_names, row, strict=True)) for row in rows(table)]
    json.dump(named, stream, ensure_ascii=False, default=_json, indent=1)
    stream.write("\n")


def rows(table: pa.Table) -> Iterator[list[Any]]:
    """The rows as Python has them; nothing that JSON could not say."""
    for batch in table.to_batches(AT_ONCE):
        columns = [_values(column) for column in batch.columns]
        for at in range(batch.num_rows):
            yield [column[at] for column in columns]


def cell_text(value: Any) -> str:
    """A value as a cell shows it.

    >>> cell_text(None), cell_text(True), cell_text({"a": [1]})
    ('', 'true', '{"a": [1]}')
    >>> cell_text(dt.datetime(2026, 1, 2, 3))
    '2026-01-02 03:00:00'
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=_json)
    return value.hex() if isinstance(value, bytes) else str(value)


def _values(column: pa.Array) -> list[Any]:
    try:
        found = column.to_pylist()
    except (ValueError, OverflowError):  # dates that Python does not know, far in the future
        found = column.cast(pa.string()).to_pylist()
    return [None if isinstance(v, float) and not math.isfinite(v) else v for v in found]


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else str(value)


def _write_cell(sheet: Any, place: tuple[int, int], value: Any, day: Any, moment: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(*place, value)
    elif isinstance(value, int | float | Decimal) and -EXACT <= value <= EXACT:
        sheet.write_number(*place, value)
    elif isinstance(value, dt.date) and value.year > 1900:  # noqa: PLR2004 - before it Excel has no days
        sheet.write_datetime(*place, value, moment if isinstance(value, dt.datetime) else day)
    else:
        sheet.write_string(*place, harmless(cell_text(value))[:MAX_CELL_CHARACTERS])

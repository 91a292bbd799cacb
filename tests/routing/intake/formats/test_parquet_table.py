"""Parquet as a table of texts."""

from __future__ import annotations

import datetime as dt
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from routing.errors import FileRefused
from routing.intake.formats.parquet_table import ParquetTable, opened

VALUES = {
    "id": pa.array([1, 2, None]),
    "subject": pa.array(["a", None, "c"]).dictionary_encode(),
    "created": pa.array([dt.datetime(2026, 3, 2, 14, 5)] * 3),  # noqa: DTZ001 - as files have it
    "tags": pa.array([["x", "ü"], [], None]),
    "open": pa.array([True, False, None]),
}


def file_of(group: int = 2) -> pq.ParquetFile:
    stream = io.BytesIO()
    pq.write_table(pa.table(VALUES), stream, row_group_size=group)
    return opened(stream, "a.parquet")


def test_every_kind_of_value_becomes_a_text():
    (first, second, third) = [
        row.cells for row in ParquetTable(file_of(3), "a", 0, first_row=1, skip=0, rows=3).rows()
    ]
    assert first[:2] == ["1", "a"]
    assert first[2].startswith("2026-03-02 14:05")
    assert first[3:] == ['["x", "ü"]', "true"]
    assert second[1] == ""
    assert third[0] == third[3] == third[4] == ""


@pytest.mark.parametrize(("group", "first", "skip", "rows"), [(0, 1, 1, 1), (1, 3, 0, 1)])
def test_a_part_has_its_rows_with_their_numbers_in_the_file(group, first, skip, rows):
    table = ParquetTable(file_of(), "a", group, first_row=first, skip=skip, rows=rows)
    assert [row.line for row in table.rows()] == [first + skip]


def test_a_damaged_file_is_refused_in_a_sentence():
    with pytest.raises(FileRefused, match=r'"a\.parquet" is a damaged Parquet file'):
        opened(io.BytesIO(b"PAR1 nothing"), "a.parquet")

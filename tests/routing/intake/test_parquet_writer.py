"""Rows into Parquet, a bounded number at a time."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from routing.intake.formats.table import Reject
from routing.intake.parquet_writer import REJECT_SCHEMA, TICKET_SCHEMA, Batches
from routing.ticket import Ticket


def test_the_columns_are_the_fields_of_a_ticket():
    assert TICKET_SCHEMA.names == list(Ticket.__dataclass_fields__)


def test_what_is_written_is_read_back_in_order(tmp_path: Path):
    given = [
        Ticket(n, str(n), "a", "b", attributes=(("x", str(n)),) * (n % 2)) for n in range(1, 7)
    ]
    target = Batches(tmp_path / "t.parquet", TICKET_SCHEMA)
    for ticket in given:
        target.add(ticket, 10)
    target.close()
    rows = pq.read_table(tmp_path / "t.parquet").to_pylist()
    assert [Ticket(**{**row, "attributes": tuple(row["attributes"])}) for row in rows] == given


def test_large_rows_are_written_in_groups(tmp_path: Path):
    target = Batches(tmp_path / "r.parquet", REJECT_SCHEMA)
    for line in range(5):
        target.add(Reject(line, "long", "x"), 9_000_000)
    target.close()
    assert pq.ParquetFile(tmp_path / "r.parquet").num_row_groups == 3

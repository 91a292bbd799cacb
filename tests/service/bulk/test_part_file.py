"""A part: tickets and refused rows beside their decisions."""

from __future__ import annotations

import io

import duckdb
import pyarrow.parquet as pq

from routing.decision import Decision
from routing.filled_field import FilledField
from routing.intake.formats.table import Reject
from service.bulk.part_file import SCHEMA, to_parquet
from tests.conftest import ticket

ITEMS = [
    ticket(1, "Billing", subject="Charged", body="twice", line=2, attributes=(("plan", "pro"),)),
    Reject(3, "no text", "2,,"),
]
DECISIONS = [
    Decision(1, "Billing", 0.9, "embedded",
             fields=(FilledField("Plan", "pro", 0.8, "plan", alone=True),)),
    Decision(0, "Unknown", 0.0, "embedded", error="no text"),
]  # fmt: skip


def test_each_row_has_what_it_was_and_what_was_decided():
    table = pq.read_table(io.BytesIO(to_parquet("a.csv", ITEMS, DECISIONS)))
    assert table.schema.equals(SCHEMA)
    first, second = table.to_pylist()
    assert (first["file"], first["line"], first["body"]) == ("a.csv", 2, "twice")
    assert (first["actual_category"], first["category"]) == ("Billing", "Billing")
    assert first["attributes"] == [("plan", "pro")]
    assert first["fields"] == [{"name": "Plan", "value": "pro", "confidence": 0.8, "alone": True}]
    assert second["fields"] == []
    assert (second["line"], second["refused"], second["body"]) == (3, "no text", "2,,")
    assert second["error"] == "no text"


def test_equal_rows_make_equal_bytes():
    assert to_parquet("a.csv", ITEMS, DECISIONS) == to_parquet("a.csv", ITEMS, DECISIONS)


def test_nothing_is_a_part_too():
    assert pq.read_table(io.BytesIO(to_parquet("a.csv", [], []))).num_rows == 0


def test_duckdb_tells_rows_with_and_without_an_error_apart(tmp_path):
    (tmp_path / "part.parquet").write_bytes(to_parquet("a.csv", ITEMS, DECISIONS))
    for column in ("error", "refused", "first_category"):
        asked = f"SELECT count(*) FROM '{tmp_path}/part.parquet' WHERE {column} IS NULL"  # noqa: S608
        told = duckdb.sql(asked).fetchall()
        assert told == [(2 if column == "first_category" else 1,)]

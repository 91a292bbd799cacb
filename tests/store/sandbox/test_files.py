"""An answer as a file: what a spreadsheet would run stays text, all else stays what it is."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from store.sandbox import files

ROW = {
    "=name": "=1+1", "n": 2**60, "share": 0.5, "nan": float("nan"), "yes": True,
    "day": dt.date(2026, 1, 31), "at": dt.datetime(2026, 1, 31, 12, 30),  # noqa: DTZ001
    "cost": Decimal("1.50"), "raw": b"\x00\xff", "listed": [1, 2], "none": None,
}  # fmt: skip
TABLE = pa.Table.from_pylist([ROW])


def test_a_csv_holds_no_formula() -> None:
    stream = io.StringIO()
    files.to_csv(TABLE, stream)
    header, row = csv.reader(io.StringIO(stream.getvalue()))
    found = dict(zip(header, row, strict=True))
    assert found["'=name"] == "'=1+1"
    assert (found["n"], found["yes"], found["none"], found["nan"]) == (str(2**60), "true", "", "")
    assert (found["raw"], found["listed"], found["cost"]) == ("00ff", "[1, 2]", "1.50")


def test_a_parquet_keeps_everything_to_the_letter(tmp_path: Path) -> None:
    files.to_parquet(TABLE, tmp_path / "out.parquet")
    assert pq.read_table(tmp_path / "out.parquet").drop(["nan"]).equals(TABLE.drop(["nan"]))


def test_a_workbook_has_numbers_days_and_no_formula(tmp_path: Path) -> None:
    files.to_xlsx(TABLE, tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Result"]
    header, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    found = dict(zip(header, row, strict=True))
    assert found["'=name"] == "'=1+1"
    assert found["n"] == str(2**60)  # a number would lose its last digits
    assert (found["share"], found["yes"], found["cost"]) == (0.5, True, 1.5)
    assert found["day"] == dt.datetime(2026, 1, 31)  # noqa: DTZ001
    assert found["at"] == ROW["at"]
    assert found["none"] is None


def test_json_is_what_any_program_reads() -> None:
    stream = io.StringIO()
    files.to_json(TABLE, stream)
    (found,) = json.loads(stream.getvalue(), parse_constant=lambda _: "no JSON")
    assert found["=name"] == "=1+1"
    assert (found["nan"], found["none"], found["day"]) == (None, None, "2026-01-31")
    assert (found["cost"], found["raw"]) == (1.5, "00ff")


def test_a_date_that_python_does_not_know_is_written_all_the_same() -> None:
    far = pa.table({"day": pa.array([2**30], pa.date32())})
    ((day,),) = files.rows(far)
    assert isinstance(day, str)

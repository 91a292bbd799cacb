"""A file read in ranges is the file read whole."""

from __future__ import annotations

import csv
import io
import json
import pickle
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.errors import FileRefused
from routing.intake.formats.table import Reject
from routing.intake.reading import read
from routing.intake.row_ranges import parquet_ranges, text_ranges
from routing.ticket import Ticket

HEADER = ["id", "subject", "body", "created_at"]
cells = st.text(st.sampled_from('ab ",;\n\r\u00fc\U0001f600'), max_size=12)
rows = st.lists(st.tuples(cells, cells), min_size=1, max_size=30)


def read_in_ranges(path: Path, size: int) -> list[Ticket | Reject]:
    layout, ranges = text_ranges(path, path.name, size)
    layout = pickle.loads(pickle.dumps(layout))  # noqa: S301 - as it travels to a worker
    with path.open("rb") as stream:
        parts = [list(layout.items(stream, each)) for each in ranges]
    assert [len(part) for part in parts] == [each.rows for each in ranges]
    return [item for part in parts for item in part]


@settings(max_examples=12)
@given(rows=rows, size=st.integers(1, 7), end=st.sampled_from(["\n", "\r\n"]))
def test_ranges_of_csv_are_the_whole_file(tmp_path_factory, rows, size, end):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerow(HEADER)
    for number, (subject, body) in enumerate(rows, 1):
        writer.writerow([f"T-{number}", f"about {subject}", body, f"{number % 28 + 1:02}/03/2026"])
    path.write_bytes(stream.getvalue().encode())
    assert read_in_ranges(path, size) == list(read(path))


@settings(max_examples=12)
@given(rows=rows, size=st.integers(1, 7), blank=st.booleans())
def test_ranges_of_json_lines_are_the_whole_file(tmp_path_factory, rows, size, blank):
    path = tmp_path_factory.mktemp("jsonl") / "a.jsonl"
    lines = [
        json.dumps({"subject": f"about {subject}", "body": body}, ensure_ascii=False)
        for subject, body in [*rows, ("x", "y")]
    ]
    path.write_text(("\n\n" if blank else "\n").join(lines), encoding="utf-8")
    assert read_in_ranges(path, size) == list(read(path))


@pytest.mark.parametrize(
    "start", ["\ufeff", "sep=;\n", "Report of May\n\n"], ids=["mark", "sep", "title"]
)
def test_what_stands_above_the_header_is_no_row_of_any_range(tmp_path, start):
    path = tmp_path / "a.csv"
    lines = [f"T-{n};subject {n};body {n}" for n in range(9)]
    path.write_text(start + "\n".join(["id;subject;body", *lines]), encoding="utf-8")
    assert read_in_ranges(path, 4) == list(read(path))


def test_a_day_that_only_a_later_range_tells_apart_counts_for_all(tmp_path):
    path = tmp_path / "a.csv"
    days = [f"{1 + n // 100:02}/03/2026" for n in range(1_500)]
    lines = [f"T-{n},subject,body {n},{day}" for n, day in enumerate(days)]
    path.write_text("\n".join([",".join(HEADER), *lines]))
    assert [item.created_at for item in read_in_ranges(path, 100)] == [
        item.created_at for item in read(path)
    ]


@pytest.mark.parametrize("group", [3, 10])
def test_ranges_of_parquet_hold_each_row_once(group):
    stream = io.BytesIO()
    table = pa.table({"id": range(10), "subject": [f"subject {n}" for n in range(10)]})
    pq.write_table(table, stream, row_group_size=group)
    layout, ranges = parquet_ranges(stream, "a.parquet", 4)
    items = [item for each in ranges for item in layout.items(stream, each)]
    assert [item.id for item in items] == [str(n) for n in range(10)]
    assert [item.line for item in items] == list(range(1, 11))
    assert max(each.rows for each in ranges) <= 4


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.json", b'[{"subject": "x"}, {"subject": "y"}]', "cannot be read in parts"),
        ("a.csv", "id,subject\n1,x\n2,y\n".encode("utf-16"), "UTF-16"),
        ("a.csv", b"number,price\n1,2\n", "neither|no column"),
    ],
)
def test_what_cannot_be_read_in_parts_is_refused(tmp_path, name, content, why):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileRefused, match=why):
        text_ranges(path, name, 10)

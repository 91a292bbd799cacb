"""Rows from lines: every quote accounted for, and no line looked at over and over."""

from __future__ import annotations

import csv
import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.intake.formats.csv_records import Dialect, lenient, records, tolerant
from routing.intake.formats.numbered_lines import Lines
from routing.intake.formats.table import Notes, Reject, Row


def rows(text: str, dialect: Dialect) -> list[Row | Reject]:
    return list(records(Lines(io.StringIO(text, newline=""), Notes()), dialect, Notes()))


CELL = st.text(st.sampled_from('ab ,;"\n'), max_size=6)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6))
def test_well_formed_rows_are_what_the_csv_module_reads(table: list[list[str]]):
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(table)
    found = rows(out.getvalue(), Dialect(",", width=3))
    assert [row.cells for row in found if isinstance(row, Row)] == table


@given(st.text(st.sampled_from('a1,;"\n'), max_size=80))
def test_no_line_is_lost_whatever_its_quotes(text: str):
    found = rows(text, Dialect(",", width=2))
    lines = [row.line for row in found]
    assert lines == sorted(lines)
    letters = sum(c in "a1" for c in text)
    kept = sum(
        sum(c in "a1" for c in (row.raw if isinstance(row, Reject) else "".join(row.cells)))
        for row in found
    )
    assert kept == letters


def work(text: str, dialect: Dialect) -> int:
    """Functions called while a text is read."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        rows(text, dialect)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize(
    "piece",
    [
        '"1";"a";"two\n\n lines";"b"\n',
        '"1","never closed\n',
        '1,"a "b" c"\n',
        '"1";"a"b";"c"\n',
        'x"\n',
    ],
)
def test_four_times_the_rows_are_not_much_more_than_four_times_the_work(piece, delimiter):
    dialect = Dialect(delimiter, width=4)
    assert work(piece * 4000, dialect) <= 5 * work(piece * 1000, dialect)


def test_a_row_with_an_undoubled_quote_is_rescued():
    found = rows('1,"a "b" c"\n2,d\n', Dialect(",", width=2))
    assert [row.cells for row in found if isinstance(row, Row)] == [["1", 'a "b" c'], ["2", "d"]]


def test_a_cell_is_split_leniently_and_tolerantly():
    assert lenient('a"b,c', ",") == ['a"b', "c"]
    assert tolerant('"a "x" b",c', Dialect(",")) == ['a "x" b', "c"]
    assert tolerant('"never closed', Dialect(",")) is None

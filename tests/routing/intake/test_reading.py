# ruff: noqa: E501 - one case a line reads best as a table
"""Whatever a CSV writer writes, in any dialect and encoding of ours, is read back to the letter."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from routing.intake.columns.mapping import Mapping
from routing.intake.reading import read
from routing.ticket import Ticket

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Co", "Cn", "Cc"], include_characters="\n\r\t", exclude_characters="\ufeff"),
    max_size=30,
)  # fmt: skip
ROWS = st.lists(st.tuples(CELL, CELL.filter(str.strip)), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(
    rows=ROWS,
    delimiter=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    # With another line end Python's writer leaves a carriage return unquoted.
    end=st.just("\r\n"),
    encoding=st.sampled_from(ENCODINGS),
)
def test_rows_are_read_back_to_the_letter(
    rows: list[tuple[str, str]], delimiter: str, quoting: int, end: str, encoding: str
):
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, quoting=quoting, lineterminator=end)
    writer.writerow(["ticket id", "subject", "body"])
    writer.writerows([f"T-{n}", *row] for n, row in enumerate(rows, 1))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(buffer.getvalue().encode(encoding))
        found = list(read(path, Mapping(id="ticket id", subject="subject", body="body")))
    assert [(t.subject, t.body) if isinstance(t, Ticket) else t for t in found] == rows

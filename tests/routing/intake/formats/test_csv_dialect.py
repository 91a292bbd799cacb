"""The dialect is told by which one makes a table."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.intake.formats.csv_dialect import sniff


@given(
    st.sampled_from([",", ";", "\t", "|"]),
    st.lists(
        st.lists(st.text("ab ,;|x", min_size=1, max_size=8), min_size=3, max_size=3), min_size=2
    ),
)
def test_the_delimiter_of_a_writer_is_found(delimiter: str, table: list[list[str]]):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["id", "subject", "body"], *table])
    assert sniff(out.getvalue()).dialect.delimiter == delimiter


def test_the_sep_line_of_excel_decides():
    layout = sniff("sep=^\nid^subject\n1^a;b\n")
    assert (layout.dialect.delimiter, layout.sep_line) == ("^", True)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [('id,a\n1,"x, \\"y\\" z"\n2,"\\"b\\""\n', True), ('id,a\n1,"x ""y"" z"\n', False)],
)
def test_backslash_quotes_are_told_from_doubled_ones(text: str, escaped):
    assert sniff(text).dialect.escaped is escaped


def test_a_quoted_file_with_another_delimiter_costs_little():
    rows = '"1";"a";"two\n\n lines";"b"\n' * 500
    layout = sniff('"id";"subject";"body";"category";\n' + rows)
    assert layout.dialect.delimiter == ";"
    assert len(layout.header.names) == 4


def test_one_column_of_texts_has_no_delimiter():
    assert sniff("text\nhello there\nmy card, it broke\n").header.names == ("text",)

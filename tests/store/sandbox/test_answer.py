"""An answer is a table of plain types, whatever the child has sent."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pytest

from store.sandbox.answer import read, shortened


def sent(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return sink.getvalue().to_pybytes()


def plain(table: pa.Table) -> pa.Table:
    return read(sent(table), cut=False, seconds=0.1).table


def test_columns_have_names_that_are_there_once() -> None:
    table = pa.table([pa.array([1])] * 4, names=["n", "", "n", "n"])
    assert plain(table).column_names == ["n", "column 2", "n 3", "n 4"]


def test_a_sum_of_whole_numbers_is_whole_unless_it_is_too_large() -> None:
    kind = pa.decimal128(38, 0)
    assert plain(pa.table({"n": pa.array([Decimal(5)], kind)})).schema.types == [pa.int64()]
    large = pa.table({"n": pa.array([Decimal(10**30)], kind)})
    assert plain(large).to_pylist() == [{"n": Decimal(10**30)}]


def test_types_that_no_file_holds_become_words() -> None:
    spans = pa.array([pa.MonthDayNano([1, 2, 3_600_000_000_000]), None])
    inside = pa.array([[1_000_000]], pa.list_(pa.duration("us")))
    table = pa.table({"span": spans, "listed": inside.take(pa.array([0, 0]))})
    found = plain(table)
    assert found.column("span").to_pylist() == ["1 months 2 days 1:00:00", None]
    assert found.schema.types == [pa.string(), pa.string()]


def test_words_of_a_dictionary_are_words() -> None:
    table = pa.table({"word": pa.array(["a", "b", "a"]).dictionary_encode()})
    assert plain(table).schema.types == [pa.string()]


def test_what_is_no_table_is_not_trusted() -> None:
    with pytest.raises(pa.ArrowInvalid):
        read(b"not a stream", cut=False, seconds=0)


def test_long_texts_are_cut_for_a_screen_and_numbers_stay() -> None:
    table = pa.table({"text": ["x" * 100, None], "n": [10**12, 1]})
    assert shortened(table, 3).to_pylist() == [{"text": "xxx", "n": 10**12}, {"text": None, "n": 1}]

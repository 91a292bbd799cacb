"""Profiles of columns: of a table in a workspace and of a result."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

from store.explorer import saved_queries
from tests.conftest import ticket
from usecases.queries.column_profile import profile_of, profile_of_table


def test_the_commonest_values_come_first():
    (found,) = profile_of(pa.table({"word": ["b", "a", "b", None]}))
    assert [(bar.label, round(bar.share, 2)) for bar in found.bars] == [("b", 0.67), ("a", 0.33)]
    assert (found.rows, found.missing, found.distinct, found.is_histogram) == (4, 1, 2, False)


def test_amounts_and_times_have_a_histogram():
    days = [dt.datetime(2026, 1, 1), dt.datetime(2026, 1, 13)]  # noqa: DTZ001
    n, day = profile_of(pa.table({"n": [0, 12], "day": days}))
    assert sum(bar.share for bar in n.bars) == pytest.approx(1)
    assert n.bars[0].label == "0 to 1"
    assert day.bars[0].label == "2026-01-01 to 2026-01-02"


@pytest.mark.parametrize(
    "column", [pa.array([], pa.int64()), pa.array([None], pa.string()), pa.nulls(2)]
)
def test_an_empty_column_has_no_bars(column):
    assert profile_of(pa.table({"x": column}))[0].bars == ()


def test_nested_and_odd_values_are_counted_as_words():
    (found,) = profile_of(pa.table({"listed": [[1], [1], [2]]}))
    assert (found.bars[0].label, found.distinct) == ("[1]", 2)


def test_every_table_and_view_has_a_profile(workspace, fill):
    fill(workspace, [ticket(n, "AB"[n % 2], channel="web") for n in range(1, 9)])
    for table in saved_queries.schema(workspace):
        found = profile_of_table(workspace, table.name)
        assert [each.name for each in found] == [column.name for column in table.columns]
    tickets = {each.name: each for each in profile_of_table(workspace, "tickets")}
    assert (tickets["category"].rows, tickets["category"].distinct) == (8, 2)
    assert tickets["solved_at"].missing == 8

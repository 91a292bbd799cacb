"""Partitions: known by their content, split in halves, less what is done."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.bulk_workers import fake_partition, rows_of

WHOLE = fake_partition(1, rows=100)
PLACES = st.integers(0, 100)


def test_it_is_the_same_in_every_run_and_another_once_its_content_changes():
    assert fake_partition(1).identity == fake_partition(1).identity
    assert fake_partition(1).identity != fake_partition(1, content="changed").identity
    assert fake_partition(1).identity != fake_partition(2).identity


def test_its_part_is_named_by_profile_and_rows():
    names = {WHOLE.part_name("a"), WHOLE.part_name("b"), WHOLE.only(0, 50).part_name("a")}
    assert len(names) == 3


def test_it_says_which_rows_it_is():
    assert fake_partition(1).words == "rows 9 to 16 of tickets.csv"
    assert fake_partition(1).only(2, 3).words == "row 11 of tickets.csv"


@given(first=PLACES, last=PLACES)
def test_halves_hold_each_row_once(first: int, last: int):
    part = WHOLE.only(min(first, last), max(first, last) + 2)
    left, right = part.halves()
    assert rows_of(left) + rows_of(right) == rows_of(part)
    assert min(left.count, right.count) > 0


@given(done=st.lists(st.tuples(PLACES, PLACES).map(lambda pair: (min(pair), max(pair)))))
def test_what_is_left_and_what_is_done_are_all_its_rows(done: list[tuple[int, int]]):
    left = [row for part in WHOLE.without(done) for row in rows_of(part)]
    finished = {row for first, last in done for row in rows_of(WHOLE.only(first, last))}
    assert sorted({*left, *finished}) == rows_of(WHOLE)
    assert not finished.intersection(left)
    assert len(left) == len(set(left))

"""Columns of tickets and reviews are parted together."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from routing.evaluation.drift.tickets import Reviews, Tickets, names

TICKETS = Tickets(
    np.array([7, 8, 9]), np.array([1.0, np.nan, 3.0]), names(["a", "b", "c"]),
    names(["A", "B", "C"]), np.array([0.1, 0.2, 0.3]), names(["m", "", "m"]),
    np.eye(3, dtype=np.float32),
)  # fmt: skip
REVIEWS = Reviews(np.array([9, 7]), np.array([1, 2]), names(["A", "B"]), np.array([True, False]))


def test_some_tickets_are_the_same_rows_of_every_column():
    some = TICKETS.only(np.array([2, 0]))
    assert len(some) == 2
    for field in fields(Tickets):
        whole, part = getattr(TICKETS, field.name), getattr(some, field.name)
        assert part.tolist() == whole[[2, 0]].tolist()


def test_tickets_without_vectors_stay_without():
    some = replace(TICKETS, vectors=None).only(slice(1, None))
    assert (some.vectors, some.key.tolist()) == (None, [8, 9])


def test_flags_and_slices_and_nothing_at_all_choose_too():
    assert TICKETS.only(np.array([False, True, False])).text.tolist() == ["b"]
    assert len(TICKETS.only(slice(0, 0))) == 0
    some = REVIEWS.only(np.array([False, True]))
    assert (some.ticket[0], some.after[0], some.actual[0], some.auto[0]) == (7, 2, "B", False)


def test_words_are_kept_whole_however_long_and_none_make_an_empty_column():
    assert names(["a", "b" * 1_000]).tolist() == ["a", "b" * 1_000]
    assert names([]).size == 0

"""Equal texts of a day count once, and a repeated ending is noticed only where it is new."""

from __future__ import annotations

import numpy as np

from routing.evaluation.drift.distinct_texts import DAYS_KEPT, NO_DAY, Distinct, Endings


def test_a_text_counts_once_a_day_and_again_on_the_next():
    days, texts = np.array([1, 1, 1, 2]), np.array([7, 7, 8, 7])
    assert Distinct().of(days, texts).tolist() == [True, False, True, True]


def test_a_text_is_remembered_from_one_lot_to_the_next():
    distinct = Distinct()
    distinct.of(np.array([1]), np.array([7]))
    assert distinct.of(np.array([1]), np.array([7])).tolist() == [False]


def test_without_a_day_every_ticket_counts():
    assert Distinct().of(np.array([NO_DAY] * 3), np.array([7] * 3)).all()


def test_only_the_latest_days_are_remembered():
    distinct = Distinct()
    distinct.of(np.arange(10), np.zeros(10, dtype=np.int64))
    assert sorted(distinct.seen) == list(range(10))[-DAYS_KEPT:]


def test_a_new_ending_is_noticed_from_its_second_ticket_and_a_known_one_never():
    endings = Endings(frozenset({5}))
    assert endings.of(np.array([5, 6, 5, 6])).tolist() == [False, False, False, True]
    assert endings.of(np.array([6, 5])).tolist() == [True, False]

"""A text becomes a few numbers: equal texts, other languages, new endings, rhythm of the week."""

import numpy as np

from routing.evaluation.drift.bounds import upper_bound
from routing.evaluation.drift.distinct_texts import Distinct, Endings
from routing.evaluation.drift.rhythm import Rhythm, weekday
from routing.evaluation.drift.tickets import Tickets, names
from routing.evaluation.drift.traits import Reader


def of(*texts: str, category: str = "Billing") -> Tickets:
    n = len(texts)
    return Tickets(
        np.arange(n), np.full(n, 86_400.0), names(texts), names([category] * n), np.full(n, 0.9),
        names([""] * n),
    )  # fmt: skip


REFERENCE = of(*(f"please send the invoice for my order {i}" for i in range(50)))


def test_texts_that_differ_in_digits_case_and_spaces_are_equal():
    read = Reader.of(REFERENCE, ()).read(of("Order 12 is  LATE", "order 99 is late", "order late"))
    assert read.text[0] == read.text[1] != read.text[2]


def test_a_text_of_unknown_words_is_foreign_whatever_its_language():
    reader = Reader.of(REFERENCE, ())
    read = reader.read(of("siparişim nerede acaba hala gelmedi", "please send my order again"))
    assert read.foreign.tolist() == [True, False]


def test_a_category_that_nobody_named_is_another_one():
    reader = Reader.of(REFERENCE, ("Fraud",))
    read = reader.read(of("x", category="Travel"))
    assert reader.categories[int(read.category[0])] == "another category"


def test_equal_texts_count_once_a_day():
    days, texts = np.array([1, 1, 2, 2, -1, -1]), np.array([7, 7, 7, 8, 7, 7])
    assert Distinct().of(days, texts).tolist() == [True, False, True, True, True, True]


def test_an_ending_is_new_when_it_comes_again_and_the_reference_lacks_it():
    endings = Endings(frozenset({1}))
    assert endings.of(np.array([1, 1, 5, 6, 5])).tolist() == [False] * 4 + [True]


def test_a_rhythm_is_believed_only_where_days_differ_more_than_by_chance():
    rng = np.random.default_rng(0)
    day = rng.integers(0, 28, 3_000)
    steady = rng.random((3_000, 4)) < 0.2
    weekend = weekday(day) >= 5
    moved = rng.random((3_000, 4)) < np.where(weekend, 0.5, 0.1)[:, None]
    assert not Rhythm.of(steady, day).is_clear
    found = Rhythm.of(moved, day)
    assert found.is_clear
    bounds = found.bounds(0.01)
    assert (bounds[5] > 0.45).all()
    assert (bounds[0] < 0.2).all()


def test_a_weekend_of_few_tickets_is_trusted_less_and_no_day_more_than_the_week():
    day = np.repeat(np.arange(4, 11), [300] * 5 + [60] * 2)  # from a Monday on
    true = (np.arange(day.size) % 10 == 0)[:, None]
    found = Rhythm.of(true, day)
    whole = float(upper_bound(true.sum(axis=0).astype(float), np.array([float(day.size)]), 0.05)[0])
    bounds = found.bounds(0.05)[:, 0]
    assert not found.is_clear
    assert (bounds >= whole).all()
    assert bounds[5] > bounds[0] + 0.005

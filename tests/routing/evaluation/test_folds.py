"""Folds keep near-duplicates together and labels evenly spread."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from routing.evaluation.folds import assign_folds, group_near_duplicates

LONG = (
    "I was charged twice for the March invoice and the second charge has not been returned to "
    "my card although your colleague promised it would be there within five working days"
)


def test_texts_equal_but_for_case_numbers_and_punctuation_are_one_group():
    groups = group_near_duplicates(
        ["Order 1234 is late!", "order 98  is LATE", "Where is order 1234?"]
    )
    assert groups.tolist() == [0, 0, 1]


def test_a_long_text_with_one_word_changed_is_a_near_duplicate():
    changed = LONG.replace("March", "April")
    assert group_near_duplicates([LONG, "Something else", changed]).tolist() == [0, 1, 0]


def test_texts_that_share_less_than_half_are_apart():
    other = LONG[:60] + " so please cancel the whole contract before the end of this month"
    assert len(set(group_near_duplicates([LONG, other]).tolist())) == 2


def test_a_third_text_links_two_that_are_further_apart():
    words = LONG.split()
    chain = [" ".join(words[i : i + 24]) for i in range(4)]
    assert set(group_near_duplicates(chain).tolist()) == {0}


def test_texts_without_a_word_stand_alone():
    assert group_near_duplicates(["", "?!", "", "word"]).tolist() == [0, 1, 2, 3]


def test_no_texts_have_no_groups():
    assert group_near_duplicates([]).size == 0


def test_ten_thousand_copies_of_one_text_are_one_group():
    assert set(group_near_duplicates([LONG] * 10_000).tolist()) == {0}


@given(st.lists(st.text(max_size=40), max_size=30))
def test_equal_texts_with_a_word_always_share_a_group(texts: list[str]):
    groups = group_near_duplicates([f"word {text}" for text in texts])
    seen: dict[str, int] = {}
    for text, group in zip(texts, groups, strict=True):
        assert seen.setdefault(text, group) == group


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9)), max_size=60),
    st.integers(2, 5),
)
def test_a_group_is_never_split_over_folds(rows: list[tuple[str, int]], k: int):
    groups = np.array([group for _, group in rows], dtype=np.intp)
    folds = assign_folds([label for label, _ in rows], groups, k)
    assert all(0 <= fold < k for fold in folds)
    assert all(len(set(folds[groups == g].tolist())) == 1 for g in set(groups.tolist()))


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=200), st.integers(2, 5))
def test_every_label_is_spread_evenly_when_groups_are_single(labels: list[str], k: int):
    folds = assign_folds(labels, np.arange(len(labels)), k)
    for label in set(labels):
        counts = np.bincount(folds[np.array(labels) == label], minlength=k)
        assert counts.max() - counts.min() <= 1


def test_rare_labels_do_not_all_crowd_into_the_first_fold():
    labels = [f"label {i}" for i in range(100)]
    counts = np.bincount(assign_folds(labels, np.arange(100), 5), minlength=5)
    assert counts.max() - counts.min() <= 1


def test_folds_are_the_same_every_time_and_differ_by_seed():
    labels, groups = ["a", "b"] * 50, np.arange(100)
    first = assign_folds(labels, groups, 5)
    assert first.tolist() == assign_folds(labels, groups, 5).tolist()
    assert first.tolist() != assign_folds(labels, groups, 5, seed=1).tolist()

"""Which category was taken for which, counted."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.errors import EvaluationError
from routing.evaluation.confusion import MAX_CATEGORIES, confusion, from_counts, labels_of

PAIRS = st.lists(
    st.tuples(st.sampled_from("abU"), st.sampled_from(["a", "b", "Unknown"])), min_size=1
)


@given(PAIRS)
def test_every_ticket_is_counted_once_and_the_margins_are_its_sums(pairs):
    counted = confusion([a for a, _ in pairs], [p for _, p in pairs])
    assert counted.n == len(pairs)
    assert counted.support.tolist() == [sum(a == x for a, _ in pairs) for x in counted.labels]
    assert counted.predicted.tolist() == [sum(p == x for _, p in pairs) for x in counted.labels]
    assert counted.correct.sum() == sum(a == p for a, p in pairs)


@given(PAIRS)
def test_tickets_summed_before_give_the_same_matrix(pairs):
    summed = from_counts((a, p, n) for (a, p), n in Counter(pairs).items())
    counted = confusion([a for a, _ in pairs], [p for _, p in pairs])
    assert summed.labels == counted.labels
    assert (summed.matrix == counted.matrix).all()


def test_unknown_is_the_last_label():
    assert labels_of(["Zebra", "Unknown"], ["apple"]) == ("Zebra", "apple", "Unknown")


def test_shares_are_of_the_actual_category_and_zero_without_a_ticket():
    shares = confusion(["a", "a", "a", "a"], ["a", "a", "a", "b"]).shares()
    assert shares.tolist() == [[0.75, 0.25], [0, 0]]


def test_another_order_moves_rows_and_columns_together():
    counted = confusion(["a", "a", "b"], ["b", "b", "b"])
    turned = counted.ordered(["b", "a"])
    assert turned.matrix.tolist() == [[1, 0], [2, 0]]
    assert (turned.ordered(counted.labels).matrix == counted.matrix).all()


def test_sides_of_different_length_are_refused():
    with pytest.raises(EvaluationError, match="2 actual categories but 1"):
        confusion(["a", "b"], ["a"])


@pytest.mark.parametrize("count", [confusion, lambda a, _: from_counts((x, x, 1) for x in a)])
def test_a_column_of_free_text_is_not_taken_for_categories(count):
    texts = [f"ticket {i}" for i in range(MAX_CATEGORIES + 1)]
    with pytest.raises(EvaluationError, match="column of categories"):
        count(texts, texts)


def test_numbers_stay_whole():
    assert confusion(["a"], ["a"]).matrix.dtype == np.int64

"""The words that tell some texts from others."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from routing.evaluation.distinctive import distinctive_terms, log_odds

COUNTS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=20)


@given(COUNTS)
def test_both_sides_see_the_same_difference(counts):
    here, elsewhere = np.array(counts, dtype=np.float64).T
    assert np.allclose(log_odds(here, elsewhere), -log_odds(elsewhere, here))
    assert np.isfinite(log_odds(here, elsewhere)).all()


@given(COUNTS)
def test_a_word_that_is_as_frequent_on_both_sides_tells_nothing(counts):
    same = np.array([n for n, _ in counts], dtype=np.float64)
    assert np.allclose(log_odds(same, same), 0)


def test_a_term_says_how_often_it_occurs_on_both_sides():
    found = distinctive_terms(["my parcel is late"] * 10 + ["late"], ["my refund is late"] * 20)
    assert found[0].words == "parcel"
    assert (found[0].here, found[0].n_here) == (10, 11)
    assert (found[0].elsewhere, found[0].n_elsewhere) == (0, 20)
    assert all(term.words not in {"late", "my", "is"} for term in found)


def test_texts_alike_have_no_distinctive_terms():
    texts = ["the invoice is wrong", "where is my parcel"] * 10
    assert distinctive_terms(texts, texts) == ()


def test_texts_without_a_word_are_no_reason_to_crash():
    assert distinctive_terms(["123", ""], ["??"]) == ()
    assert distinctive_terms([], []) == ()
    assert distinctive_terms([], ["some words"]) == ()
    assert distinctive_terms(["some words"] * 3, []) == ()

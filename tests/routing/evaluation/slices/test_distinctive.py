"""The words that tell some texts from others, claimed only where other texts confirm them."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from routing.evaluation.slices.distinctive import candidate_terms, confirmed_terms, log_odds

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


def test_candidates_are_words_of_these_texts_alone():
    found = candidate_terms(["my parcel is late"] * 10 + ["late"], ["my refund is late"] * 20)
    assert found[0] == "parcel"
    assert not {"my", "is", "refund"} & set(found)


def test_a_confirmed_term_says_how_often_it_occurs_on_both_sides():
    texts, rest = ["my parcel is late"] * 10 + ["late"], ["my refund is late"] * 20
    ((term,),) = confirmed_terms([["parcel", "late"]], texts, rest)
    assert (term.words, term.here, term.n_here) == ("parcel", 10, 11)
    assert (term.elsewhere, term.n_elsewhere) == (0, 20)


def test_texts_alike_have_no_distinctive_terms():
    texts = ["the invoice is wrong", "where is my parcel"] * 10
    assert candidate_terms(texts, texts) == ()
    assert confirmed_terms([["invoice", "parcel"]], texts, texts) == [()]


def test_texts_without_a_word_are_no_reason_to_crash():
    assert candidate_terms(["123", ""], ["??"]) == ()
    assert candidate_terms([], []) == ()
    assert confirmed_terms([["card"]], [], []) == [()]
    assert confirmed_terms([], ["some words"], ["others"]) == []


def test_on_random_words_a_claim_is_made_in_at_most_one_of_twenty_cases():
    draws, claims = random.Random(4), 0
    vocabulary = [f"{a}{b}zz" for a in "bcdfghjklm" for b in "bcdfghjklm"]

    def texts(n: int) -> list[str]:
        return [" ".join(draws.sample(vocabulary, 8)) for _ in range(n)]

    for _ in range(100):
        chosen = [candidate_terms(texts(20), texts(60)) for _ in range(3)]
        claims += any(confirmed_terms(chosen, texts(60), texts(120)))
    # 5 expected at most; more than 10 has a chance below 1 in 80.
    assert claims <= 10

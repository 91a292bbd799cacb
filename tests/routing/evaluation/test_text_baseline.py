"""The router of the textbook answers each ticket from the others alone."""

from __future__ import annotations

import numpy as np
import pytest

from routing.errors import EvaluationError
from routing.evaluation.text_baseline import READ, tfidf_predictions

WORDS = {"Billing": "refund invoice", "Fraud": "stolen card"}


def test_words_that_tell_the_category_are_learnt_from_the_other_folds():
    labels = ["Billing", "Fraud"] * 10
    texts = [f"{WORDS[label]} number{i}" for i, label in enumerate(labels)]
    assert tfidf_predictions(texts, labels, np.arange(20) // 2 % 5) == labels


def test_a_ticket_is_never_answered_by_its_own_label():
    """The word of the last fold is in no other, so its label cannot be known."""
    texts = ["refund"] * 8 + ["stolen"] * 2
    labels = ["Billing"] * 8 + ["Fraud"] * 2
    folds = np.array([0, 0, 1, 1, 2, 2, 3, 3, 4, 4])
    assert tfidf_predictions(texts, labels, folds)[-2:] == ["Billing", "Billing"]


def test_without_a_word_the_commonest_category_is_the_answer():
    labels = ["a", "b", "b"] * 2
    assert tfidf_predictions(["?"] * 6, labels, np.array([0, 0, 0, 1, 1, 1])) == ["b"] * 6


def test_only_the_beginning_of_a_text_is_read():
    far = "x " * READ
    texts = [f"{far}refund", f"{far}stolen"] * 4
    labels = ["a", "b"] * 4
    assert len(set(tfidf_predictions(texts, labels, np.arange(8) // 2 % 2))) == 1


def test_progress_is_told_before_each_fold():
    told = []
    tfidf_predictions(
        ["a word"] * 6, ["a", "b"] * 3, np.array([0, 0, 1, 1, 2, 2]), lambda *now: told.append(now)
    )
    assert told == [(0, 3), (1, 3), (2, 3)]


def test_one_fold_leaves_nothing_to_learn_from():
    with pytest.raises(EvaluationError, match="at least two folds"):
        tfidf_predictions(["a"], ["x"], np.zeros(1, dtype=int))

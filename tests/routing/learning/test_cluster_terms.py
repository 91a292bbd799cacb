"""The words that set a cluster apart from the others."""

from __future__ import annotations

from routing.learning.cluster_terms import telling_terms


def test_words_that_are_everywhere_set_nothing_apart():
    groups = [["hello refund invoice"] * 9, ["hello parcel courier"] * 9]
    first, second = telling_terms(groups, 2)
    assert set(first) <= {"refund", "invoice", "refund invoice"}
    assert "hello" not in first + second


def test_a_word_of_a_single_ticket_is_no_sensation():
    groups = [["refund please"] * 9 + ["zebra"], ["parcel please"] * 10]
    (first, *_), _ = telling_terms(groups, 1)
    assert first == "refund"


def test_small_words_of_any_language_tell_nothing():
    groups = [["the und refund"] * 5, ["parcel"] * 5]
    assert telling_terms(groups, 3)[0] == ("refund",)


def test_texts_without_a_word_have_no_terms():
    assert telling_terms([["12 34"], ["?"]]) == [(), ()]

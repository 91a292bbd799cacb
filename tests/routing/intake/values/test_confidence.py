"""Confidences of other tools: shares, per cents or words, and the first that fits none is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.intake.values.confidence import WORDS, UnreadableConfidenceError, confidence_scale


@given(st.lists(st.floats(0, 1)))
def test_shares_stay_as_they_are(shares):
    assert confidence_scale([repr(share) for share in shares]) == shares


def test_per_cents_carry_their_sign():
    assert confidence_scale(["100%", " 12.5 % ", ""]) == [1.0, 0.125, 0.0]


def test_per_cents_without_a_sign_are_told_by_most_of_them():
    assert confidence_scale(["99.1", "0.4", "", "50"]) == pytest.approx([0.991, 0.004, 0.0, 0.5])
    with pytest.raises(UnreadableConfidenceError, match="outside 0 to 1"):
        confidence_scale(["99.1", "120"])


def test_decimals_may_follow_a_comma():
    assert confidence_scale(["0,85", "1"]) == [0.85, 1.0]
    assert confidence_scale(["85,5 %"]) == pytest.approx([0.855])


def test_words_keep_their_order_whatever_their_case():
    found = confidence_scale([word.upper() for word in WORDS])
    assert found == sorted(set(found))
    assert found[-1] == 1.0
    assert confidence_scale(["Sure", "moderate"]) == confidence_scale(["high", "medium"])


@pytest.mark.parametrize(
    ("texts", "place", "why"),
    [
        (["0.5", "85"], 1, "outside 0 to 1"),
        (["", "-0.1"], 1, "outside 0 to 1"),
        (["0.5", "nan"], 1, "not a number"),
        (["0.5", "High"], 1, "not a number"),
        (["50%", "0.5"], 1, "no sign of per cent"),
        (["high", "0.9"], 1, "none of the words"),
        (["120 %"], 0, "outside 0 to 1"),
        (["inf"], 0, "not a number"),
    ],
)
def test_the_first_of_another_kind_is_named_with_its_place(texts, place, why):
    with pytest.raises(UnreadableConfidenceError, match=why) as refused:
        confidence_scale(texts)
    assert refused.value.place == place


def test_nothing_given_is_no_confidence():
    assert confidence_scale(["", " "]) == [0.0, 0.0]
    assert confidence_scale([]) == []

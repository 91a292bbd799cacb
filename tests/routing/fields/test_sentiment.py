"""The mood of a text, without a label."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.fields.sentiment import sentiment


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("This is the third time you lost my parcel, I am furious!!", "negative"),
        ("My order never arrived and nobody answers. Unacceptable.", "negative"),
        ("I am not satisfied with the repair at all", "negative"),
        ("Your colleague was wonderful and solved it at once, great work", "positive"),
        ("Thank you so much, the new router works perfectly", "positive"),
        ("How do I change the address on my account?", "neutral"),
        ("Please send me the invoice for March", "neutral"),
        ("", "neutral"),
    ],
)
def test_the_mood_is_read_from_the_words(text, mood):
    assert sentiment(text)[0] == mood


@given(st.text(max_size=200))
def test_the_confidence_is_a_share(text):
    assert 0 <= sentiment(text)[1] <= 1

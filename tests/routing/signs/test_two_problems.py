"""A second matter is seen where the writer says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.signs.two_problems import has_two_problems


@pytest.mark.parametrize(
    "text",
    [
        "You took the fee twice on the 4th, please refund it. Also, the app crashes on photos.",
        "hi there! two things, sorry: the fee was taken twice, and the app crashes on photos",
        "1) you took the yearly fee twice, on the 4th\n2) the app crashes when I open a photo",
        "Rechnung fehlt seit Mai, bitte senden. Außerdem geht die App seit gestern nicht mehr auf.",
        "Please send me the invoice of May again. By the way, how do I change my password?",
    ],
)
def test_a_second_matter_is_seen_where_the_writer_says_so(text):
    assert has_two_problems(text)


@pytest.mark.parametrize(
    "text",
    [
        "I was charged twice and my bank also says so, can you refund it?",
        "The app crashes. I tried another phone as well and it does the same.",
        "Also thanks",
        "My question: where is the invoice of May that you promised last week?",
    ],
)
def test_one_matter_in_several_sentences_is_none(text):
    assert not has_two_problems(text)


@given(st.text(max_size=20))
def test_a_second_matter_needs_room_before_and_after(text: str):
    assert not has_two_problems(text)

"""One spelling for many, with the way back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from routing.privacy.text_folding import fold, kept_positions, lowered

ODD = st.text(st.sampled_from("a1 \u200b\u00a0\uff11\u0661\u2013\U000e0041é"), max_size=30)


@given(ODD)
def test_every_character_leads_back_to_where_it_stood(text: str):
    folded = fold(text)
    for at, character in enumerate(folded.text):
        start, end = folded.original(at, at + 1)
        assert end == start + 1
        assert character == text[start] or not text[start].isascii() or text[start] in "\t`"


@given(ODD)
def test_folding_twice_changes_nothing_more(text: str):
    once = fold(text).text
    assert fold(once).text == once


@given(st.text(max_size=40))
def test_lower_case_keeps_the_length(text: str):
    assert len(lowered(text)) == len(text)


def test_digits_spaces_and_dashes_become_plain():
    assert fold("\uff0b\u0664\u0669\u00a01\u20132\u200b").text == "+49 1-2"


def test_positions_outside_the_cuts():
    assert kept_positions(6, [(1, 2), (4, 6)]) == [0, 2, 3]

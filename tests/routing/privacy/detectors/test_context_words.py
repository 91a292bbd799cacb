"""The words around a number that say what it is."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from routing.privacy.detectors.context_words import NEUTRAL, AnnotatedText, read

PLACEHOLDER = re.compile(r"\[(?:PHONE|PASSPORT)\]")


def annotated(text: str) -> AnnotatedText:
    return read(text, PLACEHOLDER)[0]


def test_the_nearest_word_before_and_the_first_after():
    text = annotated("my passport is X1 and my phone is 2")
    assert text.before(15, 30, ("passport",)).kind == "passport"
    assert text.before(15, 30, ("phone",)) is None
    assert text.after(15, 30, ("phone",)).kind == "phone"
    assert text.before(34, 3, ("passport",)) is None


def test_a_placeholder_announces_nothing():
    text = annotated("call [PHONE] or [PASSPORT] 123")
    assert NEUTRAL in text.text
    assert list(text.of_kind("passport")) == []


def test_a_word_inside_another_is_none():
    assert [end for _, end in annotated("pin, spin, pins").occurrences(("pin",))] == [3]


@given(
    st.lists(
        st.sampled_from(["phone", "born", "order", "number", " ", ",", "12", "\n"]), max_size=30
    )
)
def test_words_come_in_order_and_within_the_text(pieces: list[str]):
    text = annotated("".join(pieces))
    ends = [word.end for word in text.context_words]
    assert ends == sorted(ends)
    assert all(0 <= word.start < word.end <= len(text.text) for word in text.context_words)

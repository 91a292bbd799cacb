"""Beyond any ticket's length nothing is weighed and nothing slips through."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from routing.privacy.long_texts import CAREFUL, careful_part, rest

FILLER = "word " * (CAREFUL // 5)


@settings(max_examples=30)
@given(
    st.lists(st.sampled_from(["hello", "0171", "ann@x.example", "y" * 40]), min_size=1, max_size=12)
)
def test_words_with_a_digit_or_an_at_and_very_long_ones_go(words: list[str]):
    text = FILLER + " ".join(words)
    covered = {at for start, end, _ in rest(text) for at in range(start, end)}
    at = len(FILLER)
    for word in words:
        assert (at in covered) == (word != "hello")
        at += len(word) + 1


def test_a_text_of_usual_length_has_no_rest():
    text = "call 0171 2345678"
    assert list(rest(text)) == []
    assert careful_part(text) == text
    assert len(careful_part(FILLER + "more")) == CAREFUL

"""Tokens of a text, estimated: more text never has fewer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.routers.llm.token_estimate import estimate


@pytest.mark.parametrize(
    ("text", "tokens"),
    [("", 0), ("a", 1), ("invoice", 1), ("invoices", 2), ("1234567", 3), ("a.b", 3), ("日本語", 3),
     ("two words", 2), ("   ", 0)],
)  # fmt: skip
def test_short_words_and_signs_are_one_each_and_the_rest_more(text, tokens):
    assert estimate(text) == tokens


@given(st.text(max_size=60), st.text(max_size=60))
def test_two_lines_have_what_each_has_and_the_break_between(first, second):
    joined = estimate(f"{first.strip()}\n{second.strip()}")
    assert joined >= max(estimate(first.strip()), estimate(second.strip()))
    assert joined <= estimate(first.strip()) + estimate(second.strip()) + 1

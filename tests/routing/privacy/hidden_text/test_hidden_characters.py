# ruff: noqa: RUF001 - letters that look alike are what this file is about
"""Characters that no reader sees, and those that writing needs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.privacy.hidden_text.hidden_characters import find


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("plain text", []),
        ("re\u200bfund", ["zero-width"]),
        ("Bill\u00ading", ["soft hyphens"]),
        ("a\u202eb", ["text direction"]),
        ("hi\U000e0041\U000e0042", ["tag characters"]),
        ("👩\u200d👩", []),
        ("می\u200cخواهم", []),
        ("❤\ufe0f", []),
    ],
)
def test_what_is_hidden_is_named(text: str, kinds: list[str]):
    assert [hidden.kind for hidden in find(text)] == kinds


def test_tags_are_read():
    (hidden,) = find("x" + "".join(chr(0xE0000 + ord(c)) for c in "hello"))
    assert hidden.says == "hello"


@given(st.text(st.sampled_from("ab \u200b\u200d\u202e\u00ad\ufe0f😀\U000e0041"), max_size=30))
def test_runs_are_in_order_and_apart(text: str):
    at = 0
    for hidden in find(text):
        assert at <= hidden.start < hidden.end <= len(text)
        at = hidden.end

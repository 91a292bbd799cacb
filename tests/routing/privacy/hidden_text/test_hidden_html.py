"""HTML that a reader does not see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.privacy.hidden_text.hidden_html import find


def hidden(text: str) -> list[tuple[str, str]]:
    return [(text[found.start : found.end], found.kind) for found in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a<!-- x -->b", [("<!-- x -->", "HTML comments")]),
        (
            'a<b style="display:none">x</b>b',
            [('<b style="display:none">x</b>', "HTML that is not shown")],
        ),
        ('a<i style="color:#fff">x</i>b', [('<i style="color:#fff">x</i>', "white text on white")]),
        ("a<!-- never closed", []),
        ("a < b > c", []),
        ("<b>bold</b>", []),
    ],
)
def test_what_is_not_shown_is_found(text: str, expected: list[tuple[str, str]]):
    assert hidden(text) == expected


@given(
    st.lists(
        st.sampled_from(["<!--", "-->", "<p hidden>", "</p>", "<", ">", "a", "\n\n"]), max_size=20
    )
)
def test_stretches_are_in_order_and_apart(pieces: list[str]):
    text, at = "".join(pieces), 0
    for found in find(text):
        assert at <= found.start < found.end <= len(text)
        at = found.end

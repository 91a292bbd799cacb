"""Secrets by their shape, in links and in headers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.privacy.detectors import credentials
from tests.routing.privacy.conftest import stretches


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "key ghp_0123456789abcdefABCDEF0123456789abcd end",
            ["ghp_0123456789abcdefABCDEF0123456789abcd"],
        ),
        ("see https://ann:s3cret@example.com/x", ["ann:s3cret"]),
        ("open https://example.com/?token=abc123def&x=1", ["abc123def"]),
        ("Authorization: Bearer abcdef123456", ["abcdef123456"]),
        ("curl -u ann:hunter22 https://x.example", ["hunter22"]),
    ],
)
def test_what_is_personal_is_found(text: str, expected: list[str], found: Callable):
    assert found(credentials.find, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "error code=404 at https://example.com/?state=open",
        "https://example.com/orders/12345678",
        "the bearer of this letter",
    ],
)
def test_what_names_nobody_is_left_alone(text: str, found: Callable):
    assert found(credentials.find, text) == []


@given(st.text(max_size=80))
def test_any_text_can_be_looked_at(text: str):
    assert all(stretch in text for stretch in stretches(credentials.find, text))

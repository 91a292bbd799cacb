"""UTF-16 and UTF-32 are known without a mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.intake.container.utf_detection import detect_without_bom

WIDE = ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]


@pytest.mark.parametrize("name", WIDE)
@pytest.mark.parametrize(
    "text", ["id,subject\n1,Hello there\n", "id,件名\n1,ログインできない no\n"]
)
def test_a_wide_text_is_known(name: str, text: str):
    assert detect_without_bom(text.encode(name)) == name


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_utf_8_is_never_taken_for_a_wide_one(text: str):
    assert detect_without_bom(text.encode()) is None


def test_stray_zeros_are_no_encoding():
    assert detect_without_bom(b"id,subject\n1,a\0b\n2,\0c\n" * 20) is None

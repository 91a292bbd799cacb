"""Text of a stranger is no formula."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.spreadsheet import FORMULA_STARTS, harmless


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("x")', "＝1+1"],  # noqa: RUF001
)
def test_what_a_spreadsheet_would_run_is_quoted(text: str):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "invoice 7", "1-2", "'=1", "a=1", " =1"])
def test_any_other_text_stays_to_the_letter(text: str):
    assert harmless(text) == text


@given(st.text())
def test_nothing_that_comes_out_starts_a_formula(text: str):
    made = harmless(text)
    assert not made.startswith(FORMULA_STARTS)
    assert made.removeprefix("'") == text.removeprefix("'")

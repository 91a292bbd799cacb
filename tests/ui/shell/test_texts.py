"""Words on screens: from their files, and those from outside as they stand."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.shell.texts import named, plain, text

SIGNS = r"\`*_{}[]()<>#+!|~$:"


def test_a_text_is_found_by_section_and_name():
    assert text("overview.title")
    with pytest.raises(KeyError):
        text("overview.no_such_text")


def test_what_no_text_names_is_called_by_its_plain_name():
    assert named("overview", "some_odd_thing") == "Some odd thing"
    assert named("overview", "title") == text("overview.title")


@given(st.text(SIGNS + "ab \n"))
def test_nothing_from_outside_is_read_as_markdown(words: str):
    made = plain(words)
    for at, sign in enumerate(made):
        if sign in SIGNS and sign != "\\":
            assert made[at - 1] == "\\"
    assert re.sub(r"\\(.)", r"\1", made) == words


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("see https://a.b/c?d=*x*", "see `https://a.b/c?d=*x*`".replace("*`", "`") + r"\*"),
        ("ask me@desk.example.", "ask `me@desk.example`."),
        ("www.desk.example", "`www.desk.example`"),
    ],
)
def test_an_address_is_no_link(words: str, shown: str):
    assert plain(words) == shown

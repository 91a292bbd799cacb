"""What of a ticket is sent: all of a short text, beginning and end of a long one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from routing.routers.llm.outgoing_ticket import (
    MAX_TEXT_CHARACTERS,
    NoExamples,
    as_it_is,
    shortened,
)
from tests.conftest import ticket


def test_a_short_text_goes_as_it_is_without_the_space_around_it():
    assert shortened("  where is my parcel?\n") == "where is my parcel?"
    assert (
        as_it_is(ticket(1, subject="Hi", body="there")).text
        == ticket(1, subject="Hi", body="there").text
    )


@given(st.integers(1, 5_000))
def test_a_long_text_keeps_its_beginning_and_its_end(more):
    text = "a" * MAX_TEXT_CHARACTERS + "z" * more
    cut = shortened(text)
    head, tail = cut.split("\n[…]\n")
    assert len(head) + len(tail) == MAX_TEXT_CHARACTERS
    assert text.startswith(head)
    assert text.endswith(tail)


def test_no_examples_are_none_for_any_ticket():
    assert NoExamples().for_ticket(ticket(1)) == ()

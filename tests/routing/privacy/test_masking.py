"""The laws of masking, whatever the text."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from routing.privacy.long_texts import CAREFUL
from routing.privacy.masking import Masking, mask
from routing.privacy.span import KINDS

PIECES = [
    "ann@example.org",
    "bob (at) example dot com",
    "+44 7700 900123",
    "0171 2345678",
    "4111 1111 1111 1111",
    "DE89 3704 0044 0532 0130 00",
    "078-05-1120",
    "DOB 4/12/1981",
    "geboren am 12. April 1981",
    "password: hunter2!",
    "token=9f8e7d6c5b4a",
    "https://u:p4ss@example.com/x?sig=abc123",
    "203.0.113.7",
    "v10.2.1.4",
    "2001:db8::1",
    "passport X1234567",
    "Steuer-ID 86 095 742 719",
    "my name is Ann Smith",
    "Regards,\nBob Jones",
    "Hauptstraße 12, 80331 München",
    "order 12345678",
    "1.234,56",
    "[EMAIL]",
    "[PHONE_2]",
    "😀",
    "é",
    "\u200b",
    "様",
    ",",
    ":",
    "\n",
    "-",
    "'",
    "12",
    "4711",
]
ordinary = st.lists(st.sampled_from(PIECES), max_size=12).flatmap(
    lambda pieces: st.lists(
        st.sampled_from([" ", "", ", ", "\n", ": "]), min_size=len(pieces), max_size=len(pieces)
    ).map(lambda gaps: "".join(p + g for p, g in zip(pieces, gaps, strict=True)))
)
texts = st.one_of(ordinary, st.text(max_size=80))


@given(texts)
@settings(max_examples=300)
def test_spans_are_in_order_inside_the_text_and_never_overlap(text):
    spans = mask(text).spans
    assert all(0 <= s.start < s.end <= len(text) and s.type in KINDS for s in spans)
    assert all(first.end <= second.start for first, second in pairwise(spans))


@given(texts)
@settings(max_examples=300)
def test_the_text_outside_the_spans_is_unchanged(text):
    masked = mask(text)
    parts, at = [], 0
    for span in masked.spans:
        parts.append(re.escape(text[at : span.start]) + rf"\[{span.type}(?:_\d+)?\]")
        at = span.end
    assert re.fullmatch("".join(parts) + re.escape(text[at:]), masked.text, re.DOTALL)


@given(texts)
@settings(max_examples=300)
def test_masking_a_masked_text_changes_nothing(text):
    once = mask(text).text
    assert mask(once).text == once


@given(
    before=st.text(st.characters(codec="utf-8"), max_size=40),
    after=st.text(st.characters(codec="utf-8"), max_size=40),
    planted=st.sampled_from(
        ["ann.lee@example.org", "DE89370400440532013000", "4111 1111 1111 1111"]
    ),
)
@settings(max_examples=300)
def test_an_address_an_iban_or_a_card_is_found_in_any_surrounding_text(before, after, planted):
    text = f"{before} {planted} {after}"
    assert planted not in mask(text).text


def test_the_same_value_has_the_same_placeholder_and_another_value_another():
    text = "a@example.org, b@example.org and A@EXAMPLE.ORG"
    assert mask(text).text == "[EMAIL], [EMAIL_2] and [EMAIL]"


def test_offsets_count_code_points_of_the_original():
    text = "👩‍👩‍👧 e\u0301 jo\u200bhn@example.com!"
    (span,) = mask(text).spans
    assert text[span.start : span.end] == "jo\u200bhn@example.com"


def test_only_the_chosen_types_are_masked():
    only_mail = Masking(types=frozenset({"EMAIL"}))
    text = "ann@example.org or +44 7700 900123"
    assert mask(text, only_mail).text == "[EMAIL] or +44 7700 900123"


def test_a_value_beyond_any_ticket_length_is_masked_too():
    text = "harmless words " * (CAREFUL // 10) + "ann@example.org 4111 1111 1111 1111 harmless"
    masked = mask(text).text
    assert "ann@" not in masked
    assert "1111" not in masked
    assert masked.endswith("harmless")


def test_a_card_across_the_end_of_the_careful_part_is_masked_whole():
    text = "x " * (CAREFUL // 2 - 5) + "4111 1111 1111 1111 and more"
    assert "1111" not in mask(text).text


def test_versions_stay_where_addresses_go():
    text = "Version 10.2.1.4 runs on server 10.2.1.4, since we upgraded from 9.8.7.6 to 10.2.1.4"
    assert [text[s.start : s.end] for s in mask(text).spans] == ["10.2.1.4"]


def test_a_password_on_its_own_is_a_secret_and_a_word_about_passwords_is_not():
    assert mask("password: correcthorse").text == "password: [SECRET]"
    assert mask("password: required").text == "password: required"
    assert mask("my password is wrong").text == "my password is wrong"

"""What a name looks like."""

from __future__ import annotations

import pytest

from routing.privacy.detectors.name_shapes import (
    INITIALS,
    NAME,
    end_of_name,
    is_title,
    word_set,
    words,
)


@pytest.mark.parametrize(
    "name",
    ["Ann", "Ann Smith", "Jean-Luc O'Brien", "Ludwig van der Berg", "Łukasz Żak", "Ann B. Lee"],
)
def test_a_name_is_matched_whole(name: str):
    assert NAME.fullmatch(name)


@pytest.mark.parametrize("text", ["ann", "ANN", "A", "12", "the Office"])
def test_what_is_no_name(text: str):
    assert not NAME.fullmatch(text)


def test_initials_and_titles():
    assert INITIALS.fullmatch("J. Smith")
    assert is_title("Mr Smith")
    assert not is_title("Ann Smith")


def test_a_name_ends_before_a_word_that_is_none():
    text = "Ann Smith Regards"
    assert text[: end_of_name(text, 0, len(text))] == "Ann Smith"


@pytest.mark.parametrize("kind", ["titles", "greetings", "closings", "not_names"])
def test_words_are_listed_once(kind: str):
    assert len(words(kind)) == len(word_set(kind)) > 0

"""Phrases beside figures, in the language of whoever reads."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

from roi.numbers import payback, share_in_words
from roi.numbers.durations import ago
from roi.numbers.language import current, phrase, written_in

PLACE = re.compile(r"\{[^}]*\}")
PHRASES = tomllib.loads(files("roi").joinpath("phrases.toml").read_text("utf-8"))


def test_where_nobody_says_otherwise_it_is_english():
    assert current() == "en"
    assert (payback(7), share_in_words(0.5), ago(150)) == ("7 months", "half", "2 min ago")


def test_inside_another_language_every_phrase_is_in_it():
    with written_in("de"):
        assert (payback(7), share_in_words(0.5), ago(150)) == (
            "7 Monate",
            "die Hälfte",
            "vor 2 min",
        )
    assert payback(7) == "7 months"


def test_a_language_that_nobody_has_translated_is_english():
    with written_in("tlh"):
        assert phrase("never") == "never"


def test_every_translation_says_the_same_phrases_with_the_same_places():
    for phrases in PHRASES.values():
        assert {name: PLACE.findall(words) for name, words in phrases.items()} == {
            name: PLACE.findall(words) for name, words in PHRASES["en"].items()
        }

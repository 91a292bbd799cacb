"""A text is English where most of its words are, however short it is."""

from __future__ import annotations

import json

import pytest

from routing.routers.embedded.multilingual.english_words import MAX_CHARACTERS, EnglishWords

KNOWN = EnglishWords(["show", "walk", "make", "order", "und", "reminder", "x", "##ing", "größe"])


@pytest.mark.parametrize(
    "text", ["show order", "Shows orders", "walked", "walking", "making", "SHOW the Order", "?"]
)
def test_known_words_are_english_in_all_their_forms(text):
    assert KNOWN.is_english(text)


@pytest.mark.parametrize("text", ["zeige bestellung", "größe", "walkable bestellung", "ing"])
def test_words_that_are_not_known_whole_are_not(text):
    assert not KNOWN.is_english(text)


def test_a_small_word_of_another_language_is_not_english_though_a_word_is_spelt_like_it():
    assert not KNOWN.is_english("und")


def test_seven_words_of_ten_are_enough_and_six_are_not():
    assert KNOWN.is_english("show " * 7 + "zeige " * 3)
    assert not KNOWN.is_english("show " * 6 + "zeige " * 4)


@pytest.mark.parametrize("text", ["", "12345 / 7", "a 1 b", "🙂"])
def test_a_text_without_a_word_may_be_english(text):
    assert KNOWN.is_english(text)


def test_only_the_beginning_of_a_long_text_is_read():
    assert KNOWN.is_english("show " * (MAX_CHARACTERS // 5) + "bestellung " * 5_000)


def test_the_words_come_from_a_tokenizers_file(tmp_path):
    file = tmp_path / "tokenizer.json"
    file.write_text(json.dumps({"model": {"vocab": {"bestellung": 0, "zeige": 1}}}), "utf-8")
    assert EnglishWords.read(file).is_english("Zeige Bestellung")

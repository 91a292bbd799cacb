"""Words on screens: from their files, and those from outside as they stand."""

from __future__ import annotations

import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.shell.texts import FOLDER, languages, named, plain, text, texts

# What a place is filled with; how a date is written there differs from language to language.
PLACE = re.compile(r"\{[^}|]*")
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


@pytest.mark.parametrize("language", languages()[1:])
def test_a_translation_says_what_english_says_with_the_same_places_to_fill(language: str):
    english = texts()
    for file in (FOLDER / language).glob("*.toml"):
        own = tomllib.loads(file.read_text(encoding="utf-8"))
        assert set(own) - set(english[file.stem]) == set(), f"{file.name}: nobody shows these"
        for name, words in own.items():
            assert sorted(PLACE.findall(words)) == sorted(
                PLACE.findall(english[file.stem][name])
            ), name


# Not for a reader: names of screens and tabs, pictures and commands.
NOT_WORDS = re.compile(r"page(_|$)|tab_|.*_(page|picture|commands)$")


@pytest.mark.parametrize("section", sorted(texts()))
def test_every_text_is_said_in_german(section: str):
    file = FOLDER / "de" / f"{section}.toml"
    own = set(tomllib.loads(file.read_text(encoding="utf-8"))) if file.exists() else set()
    words = {name for name in texts()[section] if not NOT_WORDS.match(name)}
    assert words - own == set()


@pytest.mark.parametrize("language", languages())
def test_a_step_that_leads_to_a_tab_names_one_of_that_language(language: str):
    words = texts(language)
    savings = words["savings"]
    known = {savings["three_ledgers"], savings["what_could_go_wrong"], words["shared"]["documents"]}
    steps = [*words["overview"].items(), *words["measure"].items()]
    assert {tab for name, tab in steps if name.startswith("tab_") and tab} == known


def test_what_a_translation_does_not_say_is_said_in_english():
    german = texts("de")
    assert german["overview"]["title"] == "Überblick"
    assert german["next"]["tickets_page"] == texts()["next"]["tickets_page"]

"""Sentences of the core are said in the reader's language, and the catalogue knows them as said."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from ui.shell.core_sentences import told, translated
from ui.shell.texts import texts

ROOT = Path(__file__).parents[3]
CORE = ("jobs", "routing", "roi", "store", "usecases")
# Two literals beside each other are one text, also over the end of a line.
# Some sentences are put together of clauses; a piece of one or two letters tells nothing.
CLAUSES = re.compile(r"\{\w+\}|[^\w '-]")
SHORT = 5
JOINT = re.compile(r"""["']\s*\n?\s*f?["']""")


@cache
def sources() -> str:
    """All words of the core, each text in one piece."""
    files = (file for package in CORE for file in (ROOT / package).rglob("*.py"))
    code = "\n".join(file.read_text(encoding="utf-8") for file in files)
    said = [
        tomllib.loads(file.read_text("utf-8")) for file in ROOT.glob("sample_data/*/company.toml")
    ]
    return "\n".join(
        [
            JOINT.sub("", code),
            *(each[name] for each in said for name in ("sentence", "branch", "languages")),
        ]
    )


@pytest.mark.parametrize("name", sorted(texts()["core"]))
def test_each_sentence_of_the_catalogue_is_said_by_the_core(name: str):
    pieces = [piece.strip() for piece in CLAUSES.split(texts()["core"][name])]
    missing = [piece for piece in pieces if len(piece) > SHORT and piece not in sources()]
    assert missing == [], "the core says it otherwise now: change it in both catalogues"


def test_what_is_filled_in_stands_in_the_translation():
    said = 'There is already a workspace "Acme"; choose another name.'
    assert translated(said, "de").startswith("Es gibt schon einen Arbeitsbereich „Acme“")
    assert translated(said, "en") == said


def test_what_no_catalogue_knows_stays_and_is_no_markdown():
    assert translated("*Nobody* says this.", "de") == "*Nobody* says this."
    assert told(ValueError("*Nobody* says this.")) == r"\*Nobody\* says this."

"""Every sentence about chance, on any screen or paper, has a test on random data behind it.

`claims.toml` names the statements and the tests. Who writes a new one adds it there, with a test;
who changes the words of one in the code looks at its test again.
"""

from __future__ import annotations

import ast
import tomllib
from collections import Counter
from typing import Any

import pytest

from tests.claims.statements import ROOT, statements

NONE = "none"


@pytest.fixture(scope="module")
def claims() -> dict[str, Any]:
    return tomllib.loads((ROOT / "tests/claims/claims.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found() -> dict[str, str]:
    return statements()


def test_every_statement_about_chance_has_a_claim(claims, found):
    registered = {each for claim in claims.values() for each in claim["statements"]}
    assert not found.keys() - registered, "add them to claims.toml, with a test on random data"


def test_no_claim_is_about_what_nobody_says(claims, found):
    registered = Counter(each for claim in claims.values() for each in claim["statements"])
    assert not registered.keys() - found.keys()
    assert not [each for each, times in registered.items() if times > 1]


def test_every_claim_says_what_it_is_and_is_tried(claims):
    for name, claim in claims.items():
        assert claim["says"].endswith("."), name
        assert bool(claim["tests"]) == (name != NONE), name
        for test in claim["tests"]:
            file, function = test.split("::")
            tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
            assert function in {n.name for n in tree.body if isinstance(n, ast.FunctionDef)}, test


def test_a_new_sentence_about_chance_is_noticed():
    from tests.claims.statements import CHANCE  # noqa: PLC0415 - its own subject

    for words in (
        "In 19 of 20 desks this is so.", "By chance one in a hundred would be.", "95 % intervals",
        "Surely better than people.", "We vouch for it.", "Drawn by lot.", "Kappa",
    ):  # fmt: skip
        assert CHANCE.search(words), words
    assert not CHANCE.search("Import tickets first.")


def test_a_sentence_about_chance_is_noticed_in_german_and_on_paper(found):
    from tests.claims.statements import GERMAN_CHANCE  # noqa: PLC0415 - its own subject

    for words in (
        "Das kann Zufall sein.", "95-%-Intervall", "Damit ist er besser als Menschen.",
        "In höchstens einem von zwanzig Fällen.",
    ):  # fmt: skip
        assert GERMAN_CHANCE.search(words), words
    assert any("95 % confidence" in words for where, words in found.items() if ".typ:" in where)

"""Finds what the product says of chance: in its texts, its papers and the strings of its code."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
TEXTS: Final = (
    *sorted((ROOT / "ui/texts").glob("*.toml")),
    ROOT / "roi/export/words.toml",
    ROOT / "roi/objections.toml",
    ROOT / "usecases/drift/alarms.toml",
)
PAPERS: Final = tuple(sorted((ROOT / "roi/export").rglob("*.typ")))
CODE: Final = ("ui", "pages", "usecases", "cli", "roi", "routing", "service", "helpdesk")
# Words that a sentence about chance can hardly do without.
CHANCE: Final = re.compile(
    r"\bintervals?\b|\bby chance\b|than chance|chance (?:would|allows|alone)|\bis chance\b"
    r"|certainty|% (?:confidence|certain)|vouch|\bpromise[ds]?\b|signific|kappa|at most one in"
    r"|\bof (?:twenty|20)\b|one (?:alarm )?in |\bby lot\b|at random|\brandom\b|better than"
    r"|worse than|\bproven?\b|beyond the rest|\bP[19]0\b|futures?\b|told apart|tell (?:them )?apart"
    r"|probably|agreement|not clearly|likely to bring|follow the text"
    r"|\bknowing\b|chances\b|calibrat|bounded|the true ",
    re.IGNORECASE,
)


GERMAN_CHANCE: Final = re.compile(
    r"intervall|zufäll|zufall|wahrscheinlichkeit|signifikan|kappa|verbürg|versprech|kalibri"
    r"|besser als|schlechter als|bewiesen|höchstens ein|von zwanzig|% sicherheit|\bP[19]0\b",
    re.IGNORECASE,
)
PRINTED: Final = re.compile(r'"([^"\n]*)"|\[([^\[\]\n]*)\]')


def statements() -> dict[str, str]:
    """Every statement that speaks of chance: where it stands, and its words.

    A text is named by its file and key, whichever language speaks of chance there; a string in the
    code or on a paper by its file and its own words.
    """
    return {**dict(_texts()), **dict(_translations()), **dict(_papers()), **dict(_strings())}


def _texts() -> Iterator[tuple[str, str]]:
    for file in TEXTS:
        for key, words in _flat(tomllib.loads(file.read_text(encoding="utf-8"))):
            if CHANCE.search(words):
                yield f"{file.relative_to(ROOT).as_posix()}: {key}", words


def _translations() -> Iterator[tuple[str, str]]:
    for file in sorted((ROOT / "ui/texts/de").glob("*.toml")):
        for key, words in _flat(tomllib.loads(file.read_text(encoding="utf-8"))):
            if GERMAN_CHANCE.search(words):
                yield f"ui/texts/{file.name}: {key}", words


def _papers() -> Iterator[tuple[str, str]]:
    for file in PAPERS:
        for found in PRINTED.finditer(file.read_text(encoding="utf-8")):
            words = found[1] or found[2] or ""
            if CHANCE.search(words):
                yield f"{file.relative_to(ROOT).as_posix()}: {words}", words


def _flat(table: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            for at, each in enumerate(value if isinstance(value, list) else [value]):
                yield f"{before}{key}{f'.{at}' if isinstance(value, list) else ''}", str(each)


def _strings() -> Iterator[tuple[str, str]]:
    for folder in CODE:
        for file in sorted((ROOT / folder).rglob("*.py")):
            source = file.read_text(encoding="utf-8")
            if not CHANCE.search(source):
                continue
            tree = ast.parse(source)
            silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and id(node) not in silent:
                    words = node.value
                    # A name of a column or an option is one word and states nothing.
                    if isinstance(words, str) and " " in words.strip() and CHANCE.search(words):
                        yield (
                            f"{file.relative_to(ROOT).as_posix()}: {' '.join(words.split())}",
                            words,
                        )

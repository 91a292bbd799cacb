"""A text that has places is filled at once with all that it asks for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from ui.shell.texts import text

ROOT = Path(__file__).parents[2]
FILES = sorted([*ROOT.glob("pages/*.py"), *ROOT.glob("ui/**/*.py")])


def key_of(call: ast.expr) -> str | None:
    """The key of `text("section.name")`; None for every other expression."""
    match call:
        case ast.Call(func=ast.Name(id="text"), args=[ast.Constant(value=str(key))]):
            return key
        case _:
            return None


def filled(tree: ast.Module) -> Iterator[tuple[str, set[str]]]:
    """Every text that is filled where it is named, with the names of what fills it."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=words, attr="format"), keywords=given):
                if (key := key_of(words)) and all(each.arg for each in given):
                    yield key, {str(each.arg) for each in given}


def test_every_text_exists_and_its_places_are_filled():
    problems = []
    for file in FILES:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.expr) and (key := key_of(node)):
                text(key)
        for key, given in filled(tree):
            places = {name for _, name, _, _ in Formatter().parse(text(key)) if name}
            if places != given:
                problems.append((file.name, key, places ^ given))
    assert problems == []

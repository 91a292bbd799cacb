"""No word that a reader sees stands in the Python of a screen: a translation is a folder."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from roi.inputs.assumptions import assumptions

ROOT = Path(__file__).parents[2]
FILES = sorted([*ROOT.glob("pages/*.py"), *ROOT.glob("ui/**/*.py")])
# Told to machines, or to whoever runs the server.
NOT_SHOWN = {
    "align", "anchor", "config", "format", "hovermode", "hovertemplate", "icon", "key", "language",
    "line", "mode", "name", "on_change", "persist_state", "position", "side", "textposition",
    "type", "width", "xanchor", "yanchor",
}  # fmt: skip
# Names that are the same in every language, and what an empty field shows as an example.
NAMES = {
    "Escape",
    "RouteCase",
    "Beta",
    "Excel",
    "Parquet",
    "Zendesk intent",
    "Kestrel Sports",
    "Unknown",
}
# Groups of the assumptions, by which a file of the savings screen finds their inputs.
NAMES |= {each.group for each in assumptions().values()}
WORDS = re.compile(r"[A-Z][a-z]{2,}|[A-Za-z]+,? [a-z]{2,}|\} [a-z]{3,}")
MARKUP = re.compile(r"<[^>]*>|:material/\w+:|:[a-z]+(-badge)?\[|\[\[.*|theme\.\S+", re.DOTALL)


def shown(node: ast.expr) -> Iterator[str]:
    """The words of an argument; what it calls is looked at as a call of its own."""
    match node:
        case ast.Constant(value=str(words)):
            yield words
        case ast.JoinedStr(values=parts):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts
            )
        case ast.IfExp(body=body, orelse=orelse):
            yield from shown(body)
            yield from shown(orelse)
        case ast.BinOp(left=left, right=right):
            yield from shown(left)
            yield from shown(right)
        case ast.BoolOp(values=each):
            yield from (words for part in each for words in shown(part))
        case ast.List(elts=each) | ast.Tuple(elts=each) | ast.Dict(values=each):
            yield from (words for part in each for words in shown(part))


def drawers(tree: ast.Module) -> set[str]:
    """What draws in a file: Streamlit, and what it takes from other files of the screens."""
    return {"st", "Origin"} | {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("ui")
        for alias in node.names
        if alias.name not in {"text", "has_text", "named"}
    }


def root_of(function: ast.expr) -> str:
    while isinstance(function, ast.Attribute):
        function = function.value
    return function.id if isinstance(function, ast.Name) else ""


def words_in(code: str) -> list[str]:
    """What stands in the arguments of all that draws, and in the tables at the top of a file."""
    tree = ast.parse(code)
    names = drawers(tree)
    found = [
        node.value for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict)
    ]  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and root_of(node.func) in names:
            found += [*node.args, *(k.value for k in node.keywords if k.arg not in NOT_SHOWN)]
    return [
        words for argument in found for words in shown(argument)
        if words not in NAMES and WORDS.search(MARKUP.sub("", words))
    ]  # fmt: skip


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_screen_takes_its_words_from_the_texts(file: Path):
    if file.parent.name == "server":
        return
    assert words_in(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "code",
    [
        'import streamlit as st\nst.header("Cash flow")',
        'import streamlit as st\nst.caption(f"{n} tickets wait")',
        'import streamlit as st\nst.button("Save" if x else "Keep this", key="Save it")',
        'from ui.shell import answer\nanswer.table(("", "A month"), [])',
        'TITLES = {"a": "By people"}',
    ],
)
def test_words_in_python_are_found(code: str):
    assert words_in(code)

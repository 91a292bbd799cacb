"""The ways a formula is written down: in words, in LaTeX, in a spreadsheet's cells."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from roi.numbers import plain

TermText = Callable[[str], str]
# Binds tighter as it grows; what binds looser than its surroundings is put in brackets.
_BINDS: Final = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2, ast.USub: 3, ast.Pow: 4}
_ATOM: Final = 9


@dataclass(frozen=True, slots=True)
class Notation:
    """How terms, numbers, signs and calls are written.

    pair: how a whole operation is written where a sign between its operands is not enough;
        the operands come without brackets.
    """

    term: TermText
    number: Callable[[float], str]
    signs: Mapping[type[ast.operator], str]
    call: Callable[[str, Sequence[str]], str]
    minus: str = "-"
    pair: Mapping[type[ast.operator], str] | None = None


def in_words(term: TermText) -> Notation:
    """Plain arithmetic as a reader types it into a calculator."""
    return Notation(
        term,
        plain,
        {ast.Add: " + ", ast.Sub: " − ", ast.Mult: " × ", ast.Div: " ÷ ", ast.Pow: " ^ "},
        _call_in_words,
        minus="−",
    )


def in_latex(term: TermText) -> Notation:
    """For a formula renderer."""
    return Notation(
        term,
        _bare,
        {ast.Add: " + ", ast.Sub: " - ", ast.Mult: r" \times "},
        _call_in_latex,
        pair={ast.Div: r"\frac{%s}{%s}", ast.Pow: "{%s}^{%s}"},
    )


def in_cells(cells: Mapping[str, str]) -> Notation:
    """For a spreadsheet; a term without a cell is a name."""
    return Notation(
        lambda term: cells.get(term, term),
        _bare,
        {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "^"},
        _call_in_cells,
    )


def written(node: Any, notation: Notation) -> str:
    """A parsed formula in a notation."""
    match node:
        case ast.Name(name):
            return notation.term(name)
        case ast.Constant(value):
            return notation.number(float(value))  # type: ignore[arg-type]
        case ast.UnaryOp(_, operand):
            return notation.minus + written(operand, notation)
        case ast.BinOp():
            return _operation(node, notation)
        case ast.Call():
            return notation.call(node.func.id, [written(part, notation) for part in node.args])  # type: ignore[attr-defined]
    test = node.test
    parts = [notation.term(test.left.id), test.comparators[0].value]
    branches = [written(branch, notation) for branch in (node.body, node.orelse)]
    return notation.call("if", [*parts, *branches])


def _operation(node: ast.BinOp, notation: Notation) -> str:
    kind = type(node.op)
    if notation.pair and kind in notation.pair:
        left, right = written(node.left, notation), written(node.right, notation)
        if kind is ast.Pow and _binds(node.left) < _ATOM:
            left = f"({left})"
        return notation.pair[kind] % (left, right)
    own = _BINDS[kind]
    right_binds = own + isinstance(node.op, ast.Sub | ast.Div | ast.Pow)
    left, right = (
        f"({written(side, notation)})" if _binds(side) < least else written(side, notation)
        for side, least in ((node.left, own), (node.right, right_binds))
    )
    return f"{left}{notation.signs[kind]}{right}"


def _binds(node: Any) -> int:
    operation = getattr(node, "op", None)
    return _ATOM if operation is None else _BINDS[type(operation)]


def _bare(value: float) -> str:
    return f"{value:.15g}"


def _bracketed(text: str) -> str:
    """A side of a product, in brackets where it is a sum."""
    return f"({text})" if any(sign in text for sign in (" + ", " − ", " - ")) else text


def _call_in_words(name: str, parts: Sequence[str]) -> str:
    if name == "cut":
        return f"{_bracketed(parts[0])} × {_bracketed(parts[1])} (a loss counts in full)"
    return f"{name}({parts[0]}; {parts[1]})"


def _call_in_latex(name: str, parts: Sequence[str]) -> str:
    if name == "cut":
        return rf"{_bracketed(parts[0])} \times {_bracketed(parts[1])}"
    return rf"\{name}\left({', '.join(parts)}\right)"


def _call_in_cells(name: str, parts: Sequence[str]) -> str:
    match name, parts:
        case "cut", [benefit, share]:
            return f"IF({benefit}>0,({benefit})*({share}),{benefit})"
        case "if", [setting, value, then, other]:
            return f'IF({setting}="{value}",{then},{other})'
    return f"{name.upper()}({','.join(parts)})"

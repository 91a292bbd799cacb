"""A formula, written once: its number, its words, its LaTeX and its spreadsheet follow from it."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np

from roi.errors import AssumptionError
from roi.model import notation
from roi.model.notation import TermText, written
from roi.numbers import plain


@dataclass(frozen=True, slots=True)
class Formula:
    r"""How a figure comes about, as plain Python arithmetic over the names of other figures.

    Allowed are + − × ÷ and powers, `min`, `max`, `cut` (see below) and a choice by a setting:
    `a if pay == "salary" else b`. A figure that no such line can say, like a payback, has words
    and LaTeX of its own instead; there a name is written `@name`.

    >>> hours = Formula("Hours", "seconds * tickets / 3600")
    >>> hours.value({"seconds": 180.0, "tickets": 5000.0})
    250.0
    >>> hours.in_words(), hours.in_excel()
    ('seconds × tickets ÷ 3,600', '=seconds*tickets/3600')
    >>> hours.with_numbers({"seconds": 180.0, "tickets": 5000.0})
    '180 × 5,000 ÷ 3,600'
    >>> hours.in_latex()
    '\\frac{\\text{seconds} \\times \\text{tickets}}{3600}'
    """

    name: str
    text: str = ""
    words: str = ""
    latex: str = ""

    @property
    def terms(self) -> tuple[str, ...]:
        """The names of the figures it is made of, in order, each once.

        >>> Formula("Wage", 'salary / hours if pay == "salary" else wage').terms
        ('salary', 'hours', 'wage')
        """
        found: list[str] = []
        if self.text:
            _visit(_tree(self.text), found, None)
        return tuple(dict.fromkeys(found))

    def chosen_terms(self, settings: Mapping[str, Any]) -> tuple[str, ...]:
        """The names that count under these settings.

        >>> wage = Formula("Wage", 'salary / hours if pay == "salary" else wage')
        >>> wage.chosen_terms({"pay": "hourly"})
        ('wage',)
        """
        found: list[str] = []
        _visit(_tree(self.text), found, settings)
        return tuple(dict.fromkeys(found))

    def value(self, numbers: Mapping[str, Any]) -> Any:
        """The figure, from the figures it is made of: single numbers, or arrays of draws."""
        return _value(_tree(self.text), numbers)

    def in_words(self, settings: Mapping[str, Any] | None = None) -> str:
        """The formula with its terms named; of a choice the branch that the settings make."""
        return self._rendered(_spaced, settings)

    def with_numbers(self, numbers: Mapping[str, Any]) -> str:
        """The formula with a scenario's numbers put in; a term without one keeps its name."""
        return self._rendered(lambda term: _number(term, numbers) or _spaced(term), numbers)

    def in_latex(self, settings: Mapping[str, Any] | None = None) -> str:
        r"""The same for a formula renderer, each term as `\text{…}`."""
        return self._typeset(lambda term: rf"\text{{{_spaced(term)}}}", settings)

    def latex_with_numbers(self, numbers: Mapping[str, Any]) -> str:
        """The same for a formula renderer."""

        def text_of(term: str) -> str:
            number = _number(term, numbers).replace(",", "{,}").replace("−", "-")
            return number or rf"\text{{{_spaced(term)}}}"

        return self._typeset(text_of, numbers)

    def in_excel(self, cells: Mapping[str, str] | None = None) -> str:
        """The formula for a spreadsheet, starting with "="; a term without a cell is a name."""
        return "=" + written(_tree(self.text), notation.in_cells(cells or {}))

    def _rendered(self, text_of: TermText, numbers: Mapping[str, Any] | None = None) -> str:
        if self.text:
            return written(_settled(self.text, numbers), notation.in_words(text_of))
        return _filled(self.words, text_of)

    def _typeset(self, text_of: TermText, numbers: Mapping[str, Any] | None = None) -> str:
        if self.text:
            return written(_settled(self.text, numbers), notation.in_latex(text_of))
        return _filled(self.latex, text_of)


def cut(benefit: Any, share: Any) -> Any:
    """A benefit reduced to a share of it; a loss stays as it is.

    >>> cut(10.0, 0.5), cut(-10.0, 0.5)
    (5.0, -10.0)
    """
    reduced = np.where(np.greater(benefit, 0), benefit * share, benefit)
    return reduced if np.ndim(reduced) else float(reduced)


_CALLS: Final[Mapping[str, Callable[..., Any]]] = {
    "min": np.minimum,
    "max": np.maximum,
    "cut": cut,
}


@cache
def _tree(text: str) -> Any:
    """The parsed formula; anything that is no arithmetic is refused."""
    try:
        tree = ast.parse(text.strip().replace("\n", " "), mode="eval").body
    except SyntaxError as error:
        raise AssumptionError(f'The formula "{text}" cannot be read.') from error
    for node in ast.walk(tree):
        call = isinstance(node, ast.Call) and getattr(node.func, "id", "") not in _CALLS
        if call or not isinstance(node, _ALLOWED):
            raise AssumptionError(f'The formula "{text}" holds what is no arithmetic.')
    return tree


_ALLOWED: Final = (
    ast.BinOp, ast.UnaryOp, ast.Name, ast.Constant, ast.Call, ast.IfExp, ast.Compare, ast.Eq,
    ast.Load, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.USub,
)  # fmt: skip


def _visit(node: Any, found: list[str], settings: Mapping[str, Any] | None) -> None:
    """Collect the names of a formula; of a choice both sides, or the one that settings make."""
    match node:
        case ast.Name(name):
            found.append(name)
        case ast.IfExp(_, then, other):
            for side in (then, other) if settings is None else (_chosen(node, settings),):
                _visit(side, found, settings)
        case ast.Call(_, parts):
            for part in parts:
                _visit(part, found, settings)
        case _:
            for child in ast.iter_child_nodes(node):
                _visit(child, found, settings)


def _value(node: Any, numbers: Mapping[str, Any]) -> Any:
    match node:
        case ast.Name(name):
            return numbers[name]
        case ast.Constant(value):
            return value
        case ast.BinOp(left, op, right):
            return _applied(op, _value(left, numbers), _value(right, numbers))
        case ast.UnaryOp(_, operand):
            return -_value(operand, numbers)
        case ast.IfExp(test, then, other):
            return _value(then if _holds(test, numbers) else other, numbers)
        case ast.Call(ast.Name(name), parts):
            return _CALLS[name](*(_value(part, numbers) for part in parts))
    raise AssumptionError("A formula holds what is no arithmetic.")


def _applied(op: Any, left: Any, right: Any) -> Any:
    match op:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case ast.Div():
            return left / right
    return left**right


def _holds(test: Any, numbers: Mapping[str, Any]) -> bool:
    return bool(numbers[test.left.id] == test.comparators[0].value)


class _Settle(ast.NodeTransformer):
    """Puts in place of each choice the branch that the settings make."""

    def __init__(self, settings: Mapping[str, Any] | None) -> None:
        self.settings = settings

    def visit_IfExp(self, node: ast.IfExp) -> Any:
        return self.visit(_chosen(node, self.settings))


def _settled(text: str, settings: Mapping[str, Any] | None) -> Any:
    return _Settle(settings).visit(copy.deepcopy(_tree(text)))


def _chosen(node: Any, numbers: Mapping[str, Any] | None) -> Any:
    """The branch that the settings of a scenario choose; the last one where none are known."""
    setting = node.test.left.id
    known = numbers is not None and setting in numbers
    return node.body if known and _holds(node.test, numbers or {}) else node.orelse


def _filled(template: str, text_of: TermText) -> str:
    pieces = template.split("@")
    filled = [pieces[0]]
    for piece in pieces[1:]:
        end = next((i for i, c in enumerate(piece) if not (c.isalnum() or c == "_")), len(piece))
        filled.append(text_of(piece[:end]) + piece[end:])
    return "".join(filled)


def _spaced(term: str) -> str:
    return term.replace("_", " ").replace("llm", "LLM")


def _number(term: str, numbers: Mapping[str, Any]) -> str:
    value = numbers.get(term)
    if value is None or isinstance(value, str):
        return ""
    text = plain(value)
    return f"({text})" if text.startswith("−") else text

"""A formula: one definition in words and in LaTeX, shared by page, report and documentation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from roi.figures import plain

_TERM: Final = re.compile(r"@(\w+)")


@dataclass(frozen=True, slots=True)
class Formula:
    r"""How a figure comes about. A term is written `@name` in each of the three texts.

    name: the figure, as a reader knows it.
    words: the right-hand side as plain arithmetic.
    latex: the same for a formula renderer.
    excel: the same for a spreadsheet in which every term is a named cell, "" where there is none.

    >>> hours = Formula("Hours", "@seconds × @tickets ÷ 3600", r"\frac{@seconds @tickets}{3600}")
    >>> hours.in_words()
    'seconds × tickets ÷ 3600'
    >>> hours.with_numbers({"seconds": 180.0, "tickets": 5000.0})
    '180 × 5,000 ÷ 3600'
    >>> hours.latex_with_numbers({"seconds": 180.0, "tickets": 5000.0})
    '\\frac{180 5{,}000}{3600}'
    """

    name: str
    words: str
    latex: str
    excel: str = ""

    @property
    def terms(self) -> tuple[str, ...]:
        """The names of the figures it is made of, in order, each once."""
        return tuple(dict.fromkeys(_TERM.findall(self.words)))

    def in_words(self) -> str:
        """The formula with its terms named."""
        return _filled(self.words, _spaced)

    def in_latex(self) -> str:
        r"""The formula with its terms named, each as `\text{…}`."""
        return _filled(self.latex, lambda term: rf"\text{{{_spaced(term)}}}")

    def with_numbers(self, values: Mapping[str, float]) -> str:
        """The formula with a scenario's numbers put in; a term without one keeps its name."""
        return _filled(self.words, lambda term: _number(term, values) or _spaced(term))

    def latex_with_numbers(self, values: Mapping[str, float]) -> str:
        """The same for a formula renderer."""
        return _filled(
            self.latex,
            lambda term: (
                _number(term, values).replace(",", "{,}").replace("−", "-")
                or rf"\text{{{_spaced(term)}}}"
            ),
        )

    def in_excel(self, cells: Mapping[str, str] | None = None) -> str:
        """The formula for a spreadsheet, starting with "="; a term without a cell is a name."""
        return "=" + _filled(self.excel, lambda term: (cells or {}).get(term, term))


def _filled(template: str, text_of: Callable[[str], str]) -> str:
    return _TERM.sub(lambda match: text_of(match[1]), template)


def _spaced(term: str) -> str:
    return term.replace("_", " ").replace("llm", "LLM")


def _number(term: str, values: Mapping[str, float]) -> str:
    if term not in values:
        return ""
    text = plain(values[term])
    return f"({text})" if text.startswith("−") else text

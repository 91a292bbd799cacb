"""The same formula in words, in LaTeX and in cells."""

import ast

import pytest

from roi.model.notation import in_cells, in_latex, in_words, written


def _tree(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _plain(term: str) -> str:
    return term


@pytest.mark.parametrize(
    ("text", "words", "latex", "cells"),
    [
        ("a - (b - c)", "a − (b − c)", "a - (b - c)", "a-(b-c)"),
        ("a / (b * c)", "a ÷ (b × c)", r"\frac{a}{b \times c}", "a/(b*c)"),
        ("(a + b) ** 2", "(a + b) ^ 2", "{(a + b)}^{2}", "(a+b)^2"),
        ("min(a, 1)", "min(a; 1)", r"\min\left(a, 1\right)", "MIN(a,1)"),
        ("-a", "−a", "-a", "-a"),
    ],
)
def test_brackets_stand_where_they_must(text: str, words: str, latex: str, cells: str):
    assert written(_tree(text), in_words(_plain)) == words
    assert written(_tree(text), in_latex(_plain)) == latex
    assert written(_tree(text), in_cells({})) == cells


def test_a_loss_counts_in_full_in_a_cell_too():
    assert written(_tree("cut(a, b)"), in_cells({"a": "B1"})) == "IF(B1>0,(B1)*(b),B1)"

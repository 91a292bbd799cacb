"""A formula with the scenario's numbers put in comes to the figure that it explains."""

import re

import pytest

from roi.case import case
from roi.explain import PARTS, RESULTS, explain, parts, terms
from roi.scenario import Scenario

START = Scenario.start().with_values(delay_cost_per_hour=0.3, cached_share=0.2, batch_share=0.1)
RESULT = case(START.values())
SIGNS = {"×": "*", "÷": "/", "−": "-", "^": "**", ",": ""}
ARITHMETIC = [
    name
    for name, formula in {**PARTS, **RESULTS}.items()
    if re.fullmatch(r"[\w@ ()×÷−+.,^]+", formula.words) and "the " not in formula.words
    and "sum" not in formula.words
]  # fmt: skip


@pytest.mark.parametrize("name", ARITHMETIC)
def test_the_numbers_put_in_come_to_the_figure(name: str):
    text = explain(START, RESULT, name).numbers
    for sign, plain in SIGNS.items():
        text = text.replace(sign, plain)
    expected = {**terms(START, RESULT), **parts(RESULT)}.get(name, getattr(RESULT, name, None))
    assert eval(text, {"__builtins__": {}}) == pytest.approx(expected, rel=1e-3)  # noqa: S307


@pytest.mark.parametrize("name", [*PARTS, *RESULTS])
def test_every_figure_is_explained_in_words_and_in_latex(name: str):
    found = explain(START, RESULT, name)
    assert found.words
    assert "@" not in found.words + found.numbers + found.latex + found.latex_numbers
    assert found.latex.count("{") == found.latex.count("}")
    assert found.origin.formula == found.words


def test_most_figures_are_plain_arithmetic():
    assert len(ARITHMETIC) >= 20


def test_a_measured_cost_per_ticket_is_explained_as_such():
    from dataclasses import replace  # noqa: PLC0415

    measured = replace(START, llm_basis="ticket")
    found = explain(measured, case(measured.values()), "llm_cost")
    assert found.numbers == "0.0002 × 1"

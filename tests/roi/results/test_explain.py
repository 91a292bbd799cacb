"""What an explanation shows is what the model computes."""

from dataclasses import replace

import pytest

from roi.results.case import case
from roi.results.explain import PARTS, RESULTS, explain, terms
from roi.scenarios.scenario import Scenario

START = Scenario.default()
RESULT = case(START.values())
ARITHMETIC = [name for name, formula in {**PARTS, **RESULTS}.items() if formula.text]


def _calculated(words: str) -> float:
    """What a reader gets who types the formula with its numbers into a calculator."""
    for sign, operator in (("×", "*"), ("÷", "/"), ("−", "-"), ("^", "**"), (",", ""), (";", ",")):
        words = words.replace(sign, operator)
    return float(eval(words.replace("(a loss counts in full)", "")))  # noqa: S307


@pytest.mark.parametrize("figure", ARITHMETIC)
def test_the_numbers_put_in_give_the_figure(figure: str):
    shown = explain(START, RESULT, figure).numbers
    assert _calculated(shown) == pytest.approx(float(terms(START, RESULT)[figure]), rel=1e-4)


@pytest.mark.parametrize("figure", [*PARTS, *RESULTS])
def test_every_figure_has_words_and_latex_without_unfilled_terms(figure: str):
    shown = explain(START, RESULT, figure)
    for text in (shown.words, shown.numbers, shown.latex, shown.latex_numbers):
        assert text
        assert "@" not in text


def test_the_cost_of_the_llm_is_explained_as_it_was_chosen():
    by_ticket = replace(START, llm_basis="ticket")
    shown = explain(by_ticket, case(by_ticket.values()), "llm_line")
    assert shown.words == "cost per ticket usd × usd rate"
    assert shown.numbers == "0.0002 × 1"

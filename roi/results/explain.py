"""The explanation of a figure: its formula, in words, in LaTeX, with the scenario's numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from roi.inputs.origin import Computed
from roi.model.formula import Formula
from roi.model.lines import amounts, environment, table
from roi.results.case import Case, named_sums
from roi.scenarios.scenario import Scenario

# The parts that results are made of, each also a named cell of the workbook; a line's amount is
# a part as well.
PARTS: Final[Mapping[str, Formula]] = {
    **{key: part.formula for key, part in table().parts.items()},
    **{f"{key}_line": line.formula for key, line in table().lines.items()},
}
RESULTS: Final[Mapping[str, Formula]] = {
    key: result.formula for key, result in table().results.items()
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one figure comes about: the formula, the scenario's numbers put in, and the origin."""

    formula: Formula
    words: str
    numbers: str
    latex: str
    latex_numbers: str
    origin: Computed


def explain(scenario: Scenario, result: Case, figure: str) -> Explanation:
    """The explanation of a result or of one of its parts; `result` is the scenario's case.

    >>> from roi.results.case import case
    >>> start = Scenario.default()
    >>> explain(start, case(start.values()), "loaded_wage").numbers
    '20.59 × 1.42'
    """
    formula = {**PARTS, **RESULTS}[figure]
    numbers = terms(scenario, result)
    words = formula.in_words(numbers)
    return Explanation(
        formula=formula,
        words=words,
        numbers=formula.with_numbers(numbers),
        latex=formula.in_latex(numbers),
        latex_numbers=formula.latex_with_numbers(numbers),
        origin=Computed(words),
    )


def terms(scenario: Scenario, result: Case) -> dict[str, Any]:
    """Every term that a formula can name, with the scenario's number."""
    sums = named_sums(result.values, result.flows, result.present_values)
    return {**scenario.values().numbers, **sums, **parts(result)}


def parts(result: Case) -> dict[str, float]:
    """The scenario's numbers of `PARTS`."""
    known = environment(result.values)
    lines = {f"{key}_line": amount for key, amount in amounts(result.values).items()}
    return {key: float({**known, **lines}[key]) for key in PARTS}

"""A scenario: one full set of inputs with a name, from which a case is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from roi.assumptions import assumptions
from roi.errors import InputsError
from roi.numbers import is_currency
from roi.origin import Computed, Input
from roi.values import INPUTS, LlmBasis, Pay, Values

Start = Literal["conservative", "expected", "optimistic"]
Spread = Literal["pert", "triangular"]
STARTS: Final[tuple[Start, ...]] = get_args(Start)
# What a choice may be; a field with a choice has no range and no source.
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "pay": get_args(Pay),
    "llm_basis": get_args(LlmBasis),
    "spread": get_args(Spread),
}
MAX_NAME: Final = 120
SIGNIFICANT: Final = 6
MAX_SEED: Final = 2**32 - 1


@dataclass(frozen=True, slots=True)
class Scenario:
    """One full set of inputs.

    name, company: as they stand on the documents.
    currency: three capital letters; all money of the scenario is in it.
    pay, llm_basis: see `Values`. spread: the shape of the assumed ranges.
    seed: makes the draws of the uncertainty repeatable.
    """

    name: str
    inputs: Mapping[str, Input]
    company: str = ""
    currency: str = "USD"
    horizon_months: int = 36
    pay: Pay = "hourly"
    llm_basis: LlmBasis = "tokens"
    spread: Spread = "pert"
    seed: int = 1

    @classmethod
    def start(
        cls, kind: Start = "expected", measured: Mapping[str, Input] | None = None
    ) -> Scenario:
        """A scenario to start from, with measured inputs in place of the defaults.

        Conservative and optimistic put each input halfway between its value and the
        unfavourable or favourable end of its range: all of them at the very end would be
        a case that never happens.

        >>> [Scenario.start(kind).inputs["coverage"].value for kind in STARTS]
        [0.5, 0.6, 0.7]
        """
        defaults = {key: Input.assumed(assumptions()[key]) for key in INPUTS}
        inputs = {**defaults, **(measured or {})}
        return cls(kind.capitalize(), {key: _leaning(inputs[key], kind) for key in INPUTS})

    def __getitem__(self, key: str) -> float:
        """The value that counts of one input."""
        return self.inputs[key].value

    def values(self) -> Values:
        """The numbers alone, for the model."""
        numbers = {key: self.inputs[key].value for key in INPUTS}
        return Values(numbers, self.horizon_months, self.pay, self.llm_basis)

    def with_values(self, **values: float) -> Scenario:
        """The same scenario with some inputs overridden by hand.

        Raises InputsError with a sentence for each value that cannot be used.

        >>> Scenario.start().with_values(coverage=0.7)["coverage"]
        0.7
        """
        if problems := input_problems(values):
            raise InputsError(problems)
        changed = {key: self.inputs[key].overridden(float(values[key])) for key in values}
        return replace(self, inputs={**self.inputs, **changed})

    def reset(self, key: str) -> Scenario:
        """The same scenario with one override taken back."""
        return replace(self, inputs={**self.inputs, key: self.inputs[key].reset()})

    def measured(self, inputs: Mapping[str, Input]) -> Scenario:
        """The same scenario with measured inputs; what was entered by hand stays on top.

        Raises InputsError when a measured value cannot be used, such as no tickets at all.
        """
        if problems := input_problems({key: new.base for key, new in inputs.items()}):
            raise InputsError(problems)
        placed = {
            key: replace(new, override=self.inputs[key].override) for key, new in inputs.items()
        }
        return replace(self, inputs={**self.inputs, **placed})


def input_problems(values: Mapping[str, object]) -> dict[str, str]:
    """What is wrong with values for inputs: key -> one plain sentence.

    >>> input_problems({"coverage": 1.2})
    {'coverage': 'Share auto-routed must be between 0 and 1, not 1.2.'}
    >>> input_problems({"colour": 3})
    {'colour': 'There is no such input.'}
    """
    problems = {}
    for key, value in values.items():
        known = key in INPUTS
        problem = assumptions()[key].problem(value) if known else "There is no such input."
        if problem:
            problems[key] = problem
    return problems


def setting_problem(key: str, value: object) -> str | None:
    """What is wrong with a value for a setting that is not an input; None when it is fine.

    >>> setting_problem("currency", "euro")
    'Currency must be a code of three capital letters such as "USD".'
    >>> setting_problem("pay", "weekly")
    'It must be one of hourly, salary, not "weekly".'
    """
    if key in CHOICES and value not in CHOICES[key]:
        return f'It must be one of {", ".join(CHOICES[key])}, not "{value}".'
    if key == "currency" and not is_currency(value):
        return 'Currency must be a code of three capital letters such as "USD".'
    if key == "horizon_months":
        return assumptions()[key].problem(value)
    if key == "seed" and (type(value) is not int or not 0 <= value <= MAX_SEED):
        return f"The seed must be a whole number from 0 to {MAX_SEED:,}."
    if key in {"name", "company"}:
        return _name_problem(value)
    return None


def _name_problem(value: object) -> str | None:
    if not isinstance(value, str):
        return "It must be a text."
    if len(value) > MAX_NAME:
        return f"It must not be longer than {MAX_NAME} characters."
    return None if value.isprintable() else "It must be one line of printable characters."


def _leaning(given: Input, kind: Start) -> Input:
    """An input, range and all, moved halfway to the end that the kind of scenario looks at."""
    favourable = assumptions()[given.key].favourable
    if kind == "expected" or not favourable or given.low == given.high:
        return given
    end = given.high if (kind == "optimistic") == (favourable == "higher") else given.low
    value, low, high = (_rounded((edge + end) / 2) for edge in (given.base, given.low, given.high))
    side = "favourable" if kind == "optimistic" else "unfavourable"
    origin = Computed(f"halfway to the {side} end; {given.origin.words}")
    return replace(given, base=min(max(value, low), high), low=low, high=high, origin=origin)


def _rounded(value: float) -> float:
    return float(f"{value:.{SIGNIFICANT}g}")

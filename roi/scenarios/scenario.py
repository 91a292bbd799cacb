"""A scenario: one full set of inputs with a name, from which a case is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Final, Literal, get_args

from roi.errors import InputsError
from roi.inputs.assumptions import assumptions
from roi.inputs.origin import Computed, Input
from roi.inputs.values import INPUTS, Ledger, LlmBasis, Pay, Values
from roi.inputs.volume import Volume
from roi.numbers import plain
from roi.units import MONTHS_A_YEAR

Start = Literal["conservative", "expected", "optimistic"]
Spread = Literal["pert", "triangular"]
STARTS: Final[tuple[Start, ...]] = get_args(Start)
DOLLAR: Final = "USD"
RATE: Final = "usd_rate"
SIGNIFICANT: Final = 6


@dataclass(frozen=True, slots=True)
class Commitment:
    """Who stands for a benefit, and from when it comes; both may be open."""

    owner: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Scenario:
    """One full set of inputs.

    name, company: as they stand on the documents.
    currency: three capital letters; all money of the scenario is in it.
    rate_date: the day of the exchange rate that the user gave; None while nobody confirmed one.
    in_dollars: entered amounts that stand in US dollars until a rate is confirmed.
    start: whether each input leans to the end of its range that is worse or better for the case.
    accepted: the ledgers that finance accepts for the headline.
    commitments: owner and date of a benefit, by line. begins: the first month of the flows.
    volume: what was answered about the file; None until it was.
    pay, llm_basis: see `Values`. spread: the shape of the assumed ranges.
    seed: makes the draws of the uncertainty repeatable.
    """

    name: str
    inputs: Mapping[str, Input]
    company: str = ""
    currency: str = DOLLAR
    rate_date: date | None = None
    in_dollars: tuple[str, ...] = ()
    horizon_months: int = 36
    start: Start = "expected"
    pay: Pay = "hourly"
    llm_basis: LlmBasis = "tokens"
    accepted: tuple[Ledger, ...] = ("cash",)
    commitments: Mapping[str, Commitment] = field(default_factory=dict)
    begins: date | None = None
    volume: Volume | None = None
    spread: Spread = "pert"
    seed: int = 1

    @classmethod
    def default(
        cls, start: Start = "expected", measured: Mapping[str, Input] | None = None
    ) -> Scenario:
        """A scenario to start from, with measured inputs in place of the defaults.

        >>> [Scenario.default(start)["coverage"] for start in STARTS]
        [0.5, 0.6, 0.7]
        """
        defaults = {key: Input.assumed(assumptions()[key]) for key in INPUTS}
        return cls(start.capitalize(), {**defaults, **(measured or {})}, start=start)

    @cached_property
    def resolved(self) -> Mapping[str, Input]:
        """Every input as it counts: leaning, and moved with what it follows."""
        found: dict[str, Input] = {}
        for key in sorted(INPUTS, key=self._depth):
            given, source = self.inputs[key], self.source(key)
            if source:
                given = _following(given, found[source])
            found[key] = _leaning(given, self.start) if given.override is None else given
        return {key: found[key] for key in INPUTS}

    def source(self, key: str) -> str:
        """The input that this one follows now, "" when it stands for itself.

        Amounts that nobody entered are in dollars, and follow the exchange rate.

        >>> Scenario.default().source("review_seconds")
        'manual_seconds'
        >>> Scenario.default().with_values(review_seconds=60).source("review_seconds")
        ''
        """
        rule = assumptions()[key]
        if not self.inputs[key].is_default:
            return ""
        if rule.is_money and key != RATE and self.currency != DOLLAR:
            return RATE
        return rule.follows

    def _depth(self, key: str) -> int:
        source = self.source(key)
        return 1 + self._depth(source) if source else 0

    def __getitem__(self, key: str) -> float:
        """The value that counts of one input."""
        return self.resolved[key].value

    def values(self) -> Values:
        """The numbers alone, for the model."""
        return Values(
            {key: given.value for key, given in self.resolved.items()},
            horizon_months=self.horizon_months,
            pay=self.pay,
            llm_basis=self.llm_basis,
            accepted=frozenset(self.accepted),
            first_month=self.first_months,
            follows={key: source for key in INPUTS if (source := self.source(key))},
        )

    @property
    def first_months(self) -> dict[str, int]:
        """The month from which each benefit counts, by its date; 1 where it has none."""
        if self.begins is None:
            return {}
        return {
            key: max(1, _months_between(self.begins, commitment.on) + 1)
            for key, commitment in self.commitments.items()
            if commitment.on
        }

    @property
    def volume_is_known(self) -> bool:
        """True once somebody said, or a whole desk's file counted, how many tickets come."""
        return self.volume is not None or not self.inputs["tickets_per_month"].is_default

    @property
    def rate_is_open(self) -> bool:
        """True while amounts in dollars were not converted at a rate that the user confirmed."""
        return self.currency != DOLLAR and self.rate_date is None

    def with_values(self, **values: float) -> Scenario:
        """The same scenario with some inputs overridden by hand.

        Raises InputsError with a sentence for each value that cannot be used.

        >>> Scenario.default().with_values(manual_seconds=360)["review_seconds"]
        270.0
        """
        if problems := input_problems(values):
            raise InputsError(problems)
        changed = {}
        for key, value in values.items():
            without = self.reset(key)  # what it has anyway is no override
            same = float(value) == without[key]
            changed[key] = replace(self.inputs[key], override=None if same else float(value))
        still = tuple(key for key in self.in_dollars if key not in values)
        return replace(self, inputs={**self.inputs, **changed}, in_dollars=still)

    def reset(self, key: str) -> Scenario:
        """The same scenario with one override taken back."""
        still = tuple(each for each in self.in_dollars if each != key)
        return replace(
            self, inputs={**self.inputs, key: self.inputs[key].reset()}, in_dollars=still
        )

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

    def answered(self, volume: Volume, in_file: int) -> Scenario:
        """The same scenario with the answer about the file, and the volume that follows from it."""
        tickets = volume.tickets(in_file)
        placed = {"tickets_per_month": tickets} if tickets else {}
        return replace(self, volume=volume, inputs={**self.inputs, **placed})

    def converted(self, rate: float, on: date) -> Scenario:
        """The same scenario with its dollars converted at a rate for one of them, and its day.

        >>> entered = Scenario.default().with_values(wage_per_hour=30)
        >>> euros = entered.in_currency("EUR").converted(0.9, date(2026, 11, 28))
        >>> euros["wage_per_hour"], round(euros["salary_per_year"]), euros.rate_is_open
        (27.0, 38547, False)
        """
        entered = {key: _rounded(self[key] * rate) for key in self.in_dollars}
        return replace(self, rate_date=on).with_values(usd_rate=rate, **entered)

    def in_currency(self, currency: str) -> Scenario:
        """The same scenario in another currency, whose rate is open until somebody confirms it.

        Amounts that were entered go back to dollars at the rate they were entered under.

        >>> euros = Scenario.default().in_currency("EUR").converted(0.9, date(2026, 11, 28))
        >>> euros.with_values(wage_per_hour=27).in_currency("USD")["wage_per_hour"]
        30.0
        """
        entered = tuple(key for key in INPUTS if self._is_entered_amount(key))
        dollars = {
            key: _rounded(self[key] / (1 if key in self.in_dollars else self[RATE]))
            for key in entered
        }
        changed = (
            replace(self, currency=currency, rate_date=None).reset(RATE).with_values(**dollars)
        )
        return replace(changed, in_dollars=() if currency == DOLLAR else entered)

    def _is_entered_amount(self, key: str) -> bool:
        is_money = assumptions()[key].is_money and key != RATE
        return is_money and self.inputs[key].override is not None


def input_problems(values: Mapping[str, object]) -> dict[str, str]:
    """What is wrong with values for inputs: key -> one plain sentence.

    >>> input_problems({"coverage": 1.2})
    {'coverage': 'Share routed alone must be between 0 and 1, not 1.2.'}
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


def _following(given: Input, source: Input) -> Input:
    """A default in the proportion in which its source differs from its own default."""
    rule = assumptions()[source.key]
    if source.value == rule.value:
        return given
    words = f"moves with {rule.label[0].lower()}{rule.label[1:]}; {given.origin.words}"
    if source.key == RATE:
        words = f"{plain(given.base)} US dollars at {plain(source.value)}; {given.origin.words}"
    return given.times(source.value / rule.value, Computed(words, given.strength))


def _leaning(given: Input, start: Start) -> Input:
    """An input, range and all, moved halfway to the end that the kind of scenario looks at.

    All inputs at their very ends would be a case that never happens.
    """
    favourable = assumptions()[given.key].favourable
    if start == "expected" or not favourable or given.low == given.high:
        return given
    end = given.high if (start == "optimistic") == (favourable == "higher") else given.low
    value, low, high = (_rounded((edge + end) / 2) for edge in (given.base, given.low, given.high))
    side = "favourable" if start == "optimistic" else "unfavourable"
    origin = Computed(f"halfway to the {side} end; {given.origin.words}", given.strength)
    return replace(given, base=min(max(value, low), high), low=low, high=high, origin=origin)


def _rounded(value: float) -> float:
    return float(f"{value:.{SIGNIFICANT}g}")


def _months_between(first: date, later: date) -> int:
    return (later.year - first.year) * MONTHS_A_YEAR + later.month - first.month

"""Where a figure comes from: measured, computed or assumed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from roi.inputs.assumptions import Assumption, Strength, assumptions
from roi.numbers import number, plain


@dataclass(frozen=True, slots=True)
class Measured:
    """Measured on the user's own tickets.

    n: how many tickets it rests on. low, high: its 95 % interval.
    source: the run or the export it comes from.
    """

    n: int
    low: float
    high: float
    source: str

    @property
    def words(self) -> str:
        """The origin in one line.

        >>> Measured(1200, 0.58, 0.64, "run 3").words
        'measured: run 3, n = 1,200, 95 % interval 0.58 to 0.64'
        """
        interval = f"95 % interval {plain(self.low)} to {plain(self.high)}"
        return f"measured: {self.source}, n = {number(self.n)}, {interval}"


@dataclass(frozen=True, slots=True)
class Computed:
    """Computed from other figures by the formula, in words; as strong as what it rests on."""

    formula: str
    strength: Strength = Strength.WEAK

    @property
    def words(self) -> str:
        """The origin in one line."""
        return f"computed: {self.formula}"


@dataclass(frozen=True, slots=True)
class Assumed:
    """Assumed, with its source and how far that carries."""

    source: str
    strength: Strength

    @property
    def words(self) -> str:
        """The origin in one line."""
        return f"assumed ({self.strength}): {self.source}"


Origin = Measured | Computed | Assumed
BY_HAND = Assumed("entered by hand", Strength.WEAK)


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a scenario: its value, its range and where it comes from.

    low, high: the range that the uncertainty and the tornado use.
    override: a value put in its place by hand, None when there is none.
    """

    key: str
    base: float
    low: float
    high: float
    origin: Origin
    override: float | None = None

    @property
    def value(self) -> float:
        """The value that counts.

        >>> wage = Input("wage_per_hour", 20.0, 17.0, 27.0, Assumed("a survey", Strength.MEDIUM))
        >>> entered = replace(wage, override=22.0)
        >>> entered.value, entered.reset().value
        (22.0, 20.0)
        """
        return self.base if self.override is None else self.override

    @property
    def is_default(self) -> bool:
        """True while nobody measured or entered a value: then it moves with what it follows.

        >>> Input.assumed(assumptions()["review_seconds"]).is_default
        True
        """
        rule = assumptions()[self.key]
        return self.override is None and self.origin == Assumed(rule.source, rule.strength)

    @property
    def strength(self) -> Strength:
        """How far the evidence for the value that counts carries."""
        if self.override is not None:
            return BY_HAND.strength
        return Strength.STRONG if isinstance(self.origin, Measured) else self.origin.strength

    def times(self, factor: float, origin: Origin) -> Input:
        """Value and range in proportion, within what the field accepts."""
        rule = assumptions()[self.key]
        value, low, high = (
            min(rule.maximum, max(rule.minimum, round(edge * factor, 12)))
            for edge in (self.base, self.low, self.high)
        )
        return Input(self.key, value, low, high, origin)

    @property
    def words(self) -> str:
        """Where the value that counts comes from, in one line."""
        if self.override is None:
            return self.origin.words
        return f"{BY_HAND.words}, in place of {plain(self.base)} ({self.origin.words})"

    def reset(self) -> Input:
        """The same input without what was entered by hand."""
        return replace(self, override=None)

    @classmethod
    def assumed(cls, assumption: Assumption) -> Input:
        """The default of an assumption."""
        origin = Assumed(assumption.source, assumption.strength)
        return cls(assumption.key, assumption.value, assumption.low, assumption.high, origin)

    @classmethod
    def measured(
        cls, key: str, value: float, *, n: int, low: float, high: float, source: str
    ) -> Input:
        """A figure measured on n tickets with its 95 % interval, and where.

        >>> Input.measured("coverage", 0.6, n=900, low=0.57, high=0.63, source="run 3").value
        0.6
        """
        return cls(key, value, low, high, Measured(n, low, high, source))

"""Where a figure comes from: measured, computed or assumed."""

from __future__ import annotations

from dataclasses import dataclass

from roi.assumptions import Assumption, Strength
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
    """Computed from other figures by the formula, in words."""

    formula: str

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
        >>> wage.overridden(22.0).value, wage.overridden(22.0).reset().value
        (22.0, 20.0)
        """
        return self.base if self.override is None else self.override

    @property
    def words(self) -> str:
        """Where the value that counts comes from, in one line."""
        if self.override is None:
            return self.origin.words
        return f"{BY_HAND.words}, in place of {plain(self.base)} ({self.origin.words})"

    def overridden(self, value: float) -> Input:
        """The same input with a value entered by hand; the same value is no override."""
        value = None if value == self.base else value  # type: ignore[assignment]
        return Input(self.key, self.base, self.low, self.high, self.origin, value)

    def reset(self) -> Input:
        """The same input without what was entered by hand."""
        return Input(self.key, self.base, self.low, self.high, self.origin)

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

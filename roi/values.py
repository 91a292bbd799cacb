"""The numbers a case is computed from, each a single number or an array of draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from roi.assumptions import assumptions

Numbers = NDArray[np.float64]
# One number, or one number a draw: every formula takes either and gives back the same.
Amount = float | Numbers
Pay = Literal["hourly", "salary"]
LlmBasis = Literal["tokens", "ticket"]

# The inputs that the model draws and explains; the horizon is a setting, and the rest of the file
# belongs to the simple view.
INPUTS: Final = tuple(
    key for key, rule in assumptions().items() if rule.group != "Simple" and key != "horizon_months"
)
SETTINGS: Final = ("horizon_months", "pay", "llm_basis")


@dataclass(frozen=True, slots=True)
class Values:
    """One number, or one array of draws, for every input; `assumptions.toml` has the units.

    horizon_months: how many months are counted, month 0 aside.
    pay: whether wages come from a wage per hour or from a salary.
    llm_basis: whether the router's cost comes from tokens and prices or is measured by ticket.
    """

    numbers: Mapping[str, Amount]
    horizon_months: int = 36
    pay: Pay = "hourly"
    llm_basis: LlmBasis = "tokens"

    def __getitem__(self, key: str) -> Amount:
        """The number, or the draws, of one input."""
        return self.numbers[key]

    def number(self, key: str) -> float:
        """The single number of one input; not for draws."""
        return float(self.numbers[key])

    @classmethod
    def default(cls, **values: Any) -> Values:
        """The defaults of `assumptions.toml`, with some values of one's own.

        >>> Values.default(coverage=0.7)["coverage"], Values.default()["load_factor"]
        (0.7, 1.42)
        """
        return cls({key: assumptions()[key].value for key in INPUTS}).but(**values)

    def but(self, **values: Any) -> Values:
        """The same values with some replaced, settings among them."""
        settings = {key: values.pop(key) for key in SETTINGS if key in values}
        return replace(self, numbers={**self.numbers, **values}, **settings)

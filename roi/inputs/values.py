"""The numbers a case is computed from, each a single number or an array of draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from roi.inputs.assumptions import assumptions

Numbers = NDArray[np.float64]
# One number, or one number a draw: every formula takes either and gives back the same.
Amount = float | Numbers
Pay = Literal["hourly", "salary"]
LlmBasis = Literal["tokens", "ticket"]
# Paid work that ends, freed hours put to use, cost that no longer happens.
Ledger = Literal["cash", "capacity", "avoided"]
LEDGERS: Final[tuple[Ledger, ...]] = get_args(Ledger)

# The inputs that the model draws and explains; the horizon is a setting, and the rest of the file
# belongs to the simple view.
INPUTS: Final = tuple(
    key for key, rule in assumptions().items() if rule.group != "Simple" and key != "horizon_months"
)
SETTINGS: Final = ("horizon_months", "pay", "llm_basis", "accepted", "first_month", "follows")


@dataclass(frozen=True, slots=True)
class Values:
    """One number, or one array of draws, for every input; `assumptions.toml` has the units.

    horizon_months: how many months are counted, month 0 aside.
    pay: whether wages come from a wage per hour or from a salary.
    llm_basis: whether the router's cost comes from tokens and prices or is measured by ticket.
    accepted: the ledgers whose benefits count; the others are shown beside.
    first_month: the month from which a benefit counts, by line; 1 where nothing is said.
    follows: the inputs that move with another one, and with which.
    """

    numbers: Mapping[str, Amount]
    horizon_months: int = 36
    pay: Pay = "hourly"
    llm_basis: LlmBasis = "tokens"
    accepted: frozenset[Ledger] = frozenset({"cash"})
    first_month: Mapping[str, int] = field(default_factory=dict)
    follows: Mapping[str, str] = field(default_factory=dict)

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
        """The same values with some replaced, settings among them; what follows one moves along.

        >>> v = Values.default(follows={"review_seconds": "manual_seconds"})
        >>> v.but(manual_seconds=360)["review_seconds"]  # 135 at 180
        270.0
        """
        settings = {key: values.pop(key) for key in SETTINGS if key in values}
        moved = {
            key: self.numbers[key] * (values[source] / self.numbers[source])
            for key, source in self.follows.items()
            if source in values and key not in values and np.all(self.numbers[source])
        }
        return replace(self, numbers={**self.numbers, **values, **moved}, **settings)

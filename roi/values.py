"""The numbers a case is computed from, each a single number or an array of draws."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from roi.assumptions import assumptions

Numbers = NDArray[np.float64]
# One number, or one number a draw: every formula takes either and gives back the same.
Amount = float | Numbers
Pay = Literal["hourly", "salary"]
LlmBasis = Literal["tokens", "ticket"]


@dataclass(frozen=True, slots=True)
class Values:
    """One number, or one array of draws, for every assumption; `assumptions.toml` has the units.

    horizon_months: how many months are counted, month 0 aside.
    pay: whether wages come from a wage per hour or from a salary.
    llm_basis: whether the router's cost comes from tokens and prices or is measured by ticket.
    """

    wage_per_hour: Amount
    salary_per_year: Amount
    paid_hours_per_year: Amount
    load_factor: Amount
    hours_per_year: Amount
    used_share: Amount
    tickets_per_month: Amount
    growth_per_year: Amount
    ramp_months: Amount
    manual_seconds: Amount
    review_seconds: Amount
    llm_seconds: Amount
    coverage: Amount
    check_share: Amount
    precision: Amount
    human_misroute_rate: Amount
    handover_minutes: Amount
    handover_delay_hours: Amount
    delay_cost_per_hour: Amount
    rework_minutes: Amount
    input_tokens: Amount
    output_tokens: Amount
    cached_share: Amount
    price_input: Amount
    price_cached: Amount
    price_output: Amount
    batch_share: Amount
    batch_discount: Amount
    cost_per_ticket_usd: Amount
    usd_rate: Amount
    platform_cost_per_month: Amount
    upkeep_hours_per_month: Amount
    specialist_wage_per_hour: Amount
    implementation_cost: Amount
    training_hours: Amount
    risk_adjustment: Amount
    discount_rate: Amount
    horizon_months: int = 36
    pay: Pay = "hourly"
    llm_basis: LlmBasis = "tokens"

    @classmethod
    def default(cls, **values: Any) -> Values:
        """The defaults of `assumptions.toml`, with some values of one's own.

        >>> Values.default(coverage=0.7).coverage, Values.default().load_factor
        (0.7, 1.42)
        """
        defaults = {key: assumptions()[key].value for key in INPUTS}
        return cls(**{**defaults, **values})

    def but(self, **values: Any) -> Values:
        """The same values with some replaced."""
        return replace(self, **values)


INPUTS: Final = tuple(
    f.name for f in fields(Values) if f.name not in {"horizon_months", "pay", "llm_basis"}
)

_TOKENS: Final = frozenset(
    {"input_tokens", "output_tokens", "cached_share", "price_input", "price_cached"}
    | {"price_output", "batch_share", "batch_discount"}
)


def idle(pay: Pay, llm_basis: LlmBasis) -> frozenset[str]:
    """The inputs that no money depends on under these choices.

    >>> sorted(idle("salary", "tokens"))
    ['cost_per_ticket_usd', 'hours_per_year', 'llm_seconds', 'wage_per_hour']
    """
    unpaid = {"wage_per_hour"} if pay == "salary" else {"salary_per_year", "paid_hours_per_year"}
    unpriced = _TOKENS if llm_basis == "ticket" else {"cost_per_ticket_usd"}
    # Working hours only turn hours into agents; the router's seconds are the simple view's.
    return frozenset({"hours_per_year", "llm_seconds"} | unpaid | unpriced)

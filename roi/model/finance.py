"""The formulas of finance: discounting, net present value, rate of return, payback.

Cash flows are arrays whose first axis is the month, month 0 first; a second axis holds draws.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import pyxirr

from roi.inputs.values import Amount, Numbers
from roi.model.formula import Formula
from roi.units import HAIR, MONTHS_A_YEAR

# Beyond these yearly rates all is won or lost; spreadsheets give up there as well.
MAX_RATE: Final = 1e6
MIN_RATE: Final = -0.9999

DISCOUNT_FACTOR: Final = Formula(
    "Discount factor of a month, at the end of its year", "1 / (1 + discount_rate) ** year"
)


def discount_factors(discount_rate: Amount, months: int) -> Numbers:
    """What money of each month is worth at the start, month 0 first.

    Formula: 1 ÷ (1 + yearly rate) ^ year, where months 1 to 12 are year 1, discounted as if all
    came at its end. Units: yearly rate as a share; factors from 1 down.
    Source: Forrester's TEI, "end-of-year" discounting.

    >>> discount_factors(0.25, 24)[[0, 1, 12, 13, 24], 0].round(6).tolist()
    [1.0, 0.8, 0.8, 0.64, 0.64]
    """
    by_year = growing(1.0, 1.0 / (1.0 + np.atleast_1d(discount_rate)), years(months) + 1)
    factors: Numbers = by_year[-(-np.arange(months + 1) // MONTHS_A_YEAR)]
    return factors


def years(months: int) -> int:
    """How many years, the last of which may be begun, these months are.

    >>> years(36), years(37), years(1)
    (3, 4, 1)
    """
    return -(-months // MONTHS_A_YEAR)


def growing(first: Amount, factor: Numbers, months: int) -> Numbers:
    """Amounts that change by the same factor each month; draws side by side.

    >>> growing(100.0, np.array([1.1, 1.0]), 3).round(6).tolist()
    [[100.0, 100.0], [110.0, 100.0], [121.0, 100.0]]
    """
    # A running product is quicker than a power for every month and draw.
    steps = np.empty((months, np.broadcast(first, factor).size))
    steps[0], steps[1:] = first, factor
    return np.cumprod(steps, axis=0, out=steps)


def npv(flows: Numbers, discount_rate: Amount) -> Numbers:
    """Net present value: what all flows together are worth at the start.

    Formula: sum of flow × discount factor; the first flow is at month 0 and not discounted.
    Units: money of month 0. Sign: positive when it is worth doing at that rate.

    >>> npv(np.array([[-100.0], [60.0], [60.0]]), 0.0).tolist()
    [20.0]
    """
    factors = discount_factors(discount_rate, len(flows) - 1)
    draws = max(flows.shape[1], factors.shape[1])
    wide = (np.broadcast_to(part, (len(flows), draws)) for part in (flows, factors))
    worth: Numbers = np.einsum("md,md->d", *wide)
    return worth


def irr(flows: Numbers) -> float | None:
    """Internal rate of return a year, of a single series of monthly flows.

    Formula: the monthly rate at which the NPV is 0, compounded over twelve months.
    Units: share a year. None when no rate solves it: nothing invested, or nothing comes back.

    >>> round(irr(np.array([-100.0] + [0.0] * 11 + [110.0])), 6)
    0.1
    >>> irr(np.array([-100.0, -5.0])) is None
    True
    """
    monthly = monthly_irr(flows)
    if monthly is None:
        return None
    yearly = math.exp(MONTHS_A_YEAR * math.log1p(monthly)) - 1
    return yearly if MIN_RATE < yearly < MAX_RATE else None


def monthly_irr(flows: Numbers) -> float | None:
    """The rate a month at which the net present value of a single series is 0.

    >>> monthly_irr(np.array([-100.0, 110.0]))
    0.1
    """
    if not (flows.min() < 0 < flows.max()):
        return None
    rate = pyxirr.irr(flows.tolist(), silent=True)
    return round(rate, 12) if rate is not None and math.isfinite(rate) and rate > -1 else None


def payback_months(flows: Numbers) -> Numbers:
    """For each draw the month from which its cumulative cash stays at or above zero.

    Units: months; 0 is immediately, infinity is never within the horizon.
    Discounted flows give the discounted payback.

    >>> payback_months(np.array([[-10.0, -10.0], [6.0, 1.0], [6.0, 1.0]])).tolist()
    [2.0, inf]
    """
    return months_until_paid(np.cumsum(flows, axis=0))


def months_until_paid(cumulative: Numbers) -> Numbers:
    """The same from the cumulative cash.

    >>> months_until_paid(np.array([[-10.0], [1.0], [-1.0], [5.0]])).tolist()
    [3.0]
    """
    below = cumulative < -HAIR
    # Reversed, the first True is the last month below zero.
    after = np.where(below.any(axis=0), len(below) - below[::-1].argmax(axis=0), 0)
    months: Numbers = np.where(after < len(below), after, np.inf)
    return months

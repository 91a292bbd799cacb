"""The uncertainty: thousands of draws of every input, and what becomes of the results."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from roi.assumptions import Assumption, assumptions
from roi.finance import npv, payback_months, total
from roi.model import cash_flows
from roi.origin import Input, Measured
from roi.scenario import Scenario, Spread
from roi.simple import MONTHS_A_YEAR
from roi.values import INPUTS, Amount, Numbers, Values, idle

DRAWS: Final = 10_000
# Half the width of a 95 % interval in standard deviations.
Z95: Final = 1.959964
# The weight of the likeliest value in a PERT distribution, as its authors chose it.
PERT_WEIGHT: Final = 4.0


@dataclass(frozen=True, slots=True)
class Range:
    """Three percentiles: one draw in ten lies below p10, one in ten above p90.

    None is a payback that never comes.
    """

    p10: float | None
    p50: float | None
    p90: float | None


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """What the draws say; money is in the scenario's currency, paybacks in months.

    within_a_year, never: shares of draws that pay back within 12 months, or not at all within
        the horizon. positive_npv: share of draws with a net present value above 0.
    band: percentiles 10, 50 and 90 of the cumulative cash, month 0 first.
    """

    draws: int
    seed: int
    net_savings_per_year: Range
    npv: Range
    payback: Range
    within_a_year: float
    never: float
    positive_npv: float
    band: tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]


def uncertainty(scenario: Scenario, draws: int = DRAWS) -> Uncertainty:
    """Draw every input from its distribution and compute the case for each draw.

    The same scenario and seed give the same figures.

    >>> found = uncertainty(Scenario.start(), draws=500)
    >>> found.npv.p10 < found.npv.p50 < found.npv.p90, found.never + found.within_a_year <= 1
    (True, True)
    """
    values = drawn(scenario, draws)
    flows = np.broadcast_to(cash_flows(values), (scenario.horizon_months + 1, draws))
    payback = payback_months(flows)
    worth = npv(flows, values.discount_rate)
    per_year = total(flows[1:]) * (MONTHS_A_YEAR / scenario.horizon_months)
    return Uncertainty(
        draws=draws,
        seed=scenario.seed,
        net_savings_per_year=_range(per_year),
        npv=_range(worth),
        payback=_range(payback),
        within_a_year=float(np.mean(payback <= MONTHS_A_YEAR)),
        never=float(np.mean(np.isinf(payback))),
        positive_npv=float(np.mean(worth > 0)),
        band=_band(flows),
    )


def drawn(scenario: Scenario, draws: int) -> Values:
    """The values of a scenario with an array of draws for each input that has a range.

    Each input has a stream of its own, so that a change of one leaves the draws of the others.
    """
    still = idle(scenario.pay, scenario.llm_basis)
    arrays: dict[str, Amount] = {}
    for number, key in enumerate(INPUTS):
        low, high = limits(scenario.inputs[key])
        if key not in still and low < high:
            stream = np.random.default_rng((scenario.seed, number))
            arrays[key] = _draws(scenario.inputs[key], scenario.spread, stream, draws)
    return scenario.values().but(**arrays)


def limits(given: Input) -> tuple[float, float]:
    """The range of an input; it grows and shrinks with a value entered by hand.

    >>> from roi.origin import Input, BY_HAND
    >>> limits(Input("coverage", 0.6, 0.5, 0.7, BY_HAND, override=0.9))
    (0.75, 1.0)
    """
    if given.override is None:
        return given.low, given.high
    rule = assumptions()[given.key]
    if given.base == 0:
        return given.override, given.override
    scale = given.override / given.base
    low, high = sorted((round(given.low * scale, 12), round(given.high * scale, 12)))
    return max(rule.minimum, low), min(rule.maximum, high)


def _draws(given: Input, spread: Spread, stream: np.random.Generator, draws: int) -> Numbers:
    if isinstance(given.origin, Measured) and given.override is None:
        return _sampled(given.base, given.origin, assumptions()[given.key], stream, draws)
    low, high = limits(given)
    if spread == "triangular":
        return stream.triangular(low, given.value, high, draws)
    return _pert(low, given.value, high, stream, draws)


def _sampled(
    value: float, origin: Measured, rule: Assumption, stream: np.random.Generator, draws: int
) -> Numbers:
    """A measured share from its beta distribution, another measured mean from a normal one."""
    if (rule.minimum, rule.maximum) == (0, 1):
        hits = value * origin.n
        return stream.beta(hits + 0.5, origin.n - hits + 0.5, draws)  # Jeffreys' prior
    error = (origin.high - origin.low) / (2 * Z95)
    sampled: Numbers = np.clip(stream.normal(value, error, draws), rule.minimum, rule.maximum)
    return sampled


def _pert(low: float, mode: float, high: float, stream: np.random.Generator, draws: int) -> Numbers:
    width = high - low
    below, above = (mode - low) / width, (high - mode) / width
    shape = stream.beta(1 + PERT_WEIGHT * below, 1 + PERT_WEIGHT * above, draws)
    return low + width * shape


def _range(figures: Numbers) -> Range:
    ordered = np.sort(figures)
    return Range(*(_finite(float(ordered[at])) for at in _ranks(len(ordered))))


def _band(flows: Numbers) -> tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]:
    # Sorting whole rows is faster here than asking for three percentiles of each.
    ordered = np.sort(np.cumsum(flows, axis=0), axis=1)
    low, middle, high = (
        tuple(float(cash) for cash in ordered[:, at]) for at in _ranks(ordered.shape[1])
    )
    return low, middle, high


def _ranks(draws: int) -> tuple[int, int, int]:
    """Nearest-rank percentiles: no mean is taken between a number and infinity."""
    low, middle, high = (max(0, math.ceil(share * draws) - 1) for share in (0.1, 0.5, 0.9))
    return low, middle, high


def _finite(figure: float) -> float | None:
    return figure + 0.0 if math.isfinite(figure) else None

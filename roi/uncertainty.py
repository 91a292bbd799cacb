"""The uncertainty: thousands of draws of every input, and what becomes of the results."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from roi.assumptions import Assumption, assumptions
from roi.finance import months_until_paid, npv
from roi.lines import idle
from roi.model import cash_flows, routed, total_costs
from roi.origin import Input, Measured
from roi.scenario import Scenario, Spread
from roi.simple import MONTHS_A_YEAR
from roi.values import INPUTS, Amount, Numbers, Values

DRAWS: Final = 10_000
# Seed of the scenario and number of the input.
Stream = tuple[int, int]
# Half the width of a 95 % interval in standard deviations.
Z95: Final = 1.959964
# So many scenarios keep their draws at the same time.
SIDE_BY_SIDE: Final = 6
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
    roi: Range
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
    volume = routed(values)
    flows = np.broadcast_to(cash_flows(values, volume), (scenario.horizon_months + 1, draws))
    cumulative = np.cumsum(flows, axis=0)
    payback = months_until_paid(cumulative)
    worth = npv(flows, values["discount_rate"])
    per_year = (cumulative[-1] - flows[0]) * (MONTHS_A_YEAR / scenario.horizon_months)
    return Uncertainty(
        draws=draws,
        seed=scenario.seed,
        net_savings_per_year=_range(per_year),
        npv=_range(worth),
        roi=_range(_return(cumulative[-1], total_costs(values, volume))),
        payback=_range(payback),
        within_a_year=float(np.mean(payback <= MONTHS_A_YEAR)),
        never=float(np.mean(np.isinf(payback))),
        positive_npv=float(np.mean(worth > 0)),
        band=_band(cumulative),
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
            stream = (scenario.seed, number)
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


def _draws(given: Input, spread: Spread, stream: Stream, draws: int) -> Numbers:
    rule = assumptions()[given.key]
    if isinstance(given.origin, Measured) and given.override is None:
        return _sampled(given.base, given.origin, rule, stream, draws)
    low, high = limits(given)
    mode = min(1.0, max(0.0, (given.value - low) / (high - low)))
    return low + (high - low) * _shape(spread, mode, stream, draws)


def _sampled(
    value: float, origin: Measured, rule: Assumption, stream: Stream, draws: int
) -> Numbers:
    """A measured share from its beta distribution, another measured mean from a normal one."""
    generator = np.random.default_rng(stream)
    if (rule.minimum, rule.maximum) == (0, 1):
        hits = value * origin.n
        return generator.beta(hits + 0.5, origin.n - hits + 0.5, draws)  # Jeffreys' prior
    error = (origin.high - origin.low) / (2 * Z95)
    sampled: Numbers = np.clip(generator.normal(value, error, draws), rule.minimum, rule.maximum)
    return sampled


@lru_cache(maxsize=SIDE_BY_SIDE * len(INPUTS))
def _shape(spread: Spread, mode: float, stream: Stream, draws: int) -> Numbers:
    """Draws between 0 and 1; kept, because a page that changes one input asks for all again."""
    generator = np.random.default_rng(stream)
    if spread == "triangular":
        shape = generator.triangular(0, mode, 1, draws)
    else:
        shape = generator.beta(1 + PERT_WEIGHT * mode, 1 + PERT_WEIGHT * (1 - mode), draws)
    shape.flags.writeable = False
    return shape


def _return(net: Numbers, costs: Numbers) -> Numbers:
    """Net over costs; infinite, which is no figure, where nothing is spent."""
    returned: Numbers = np.full(len(net), np.inf)
    return np.divide(net, costs, out=returned, where=np.broadcast_to(costs > 0, net.shape))


def _range(figures: Numbers) -> Range:
    ordered = np.sort(figures)
    return Range(*(_finite(float(ordered[at])) for at in _ranks(len(ordered))))


def _band(cumulative: Numbers) -> tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]:
    # Sorting whole rows is faster here than asking for three percentiles of each.
    ordered = np.sort(cumulative, axis=1)
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

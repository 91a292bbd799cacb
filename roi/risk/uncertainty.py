"""The uncertainty: ten thousand futures of every input, and what becomes of the results."""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from roi.inputs.assumptions import Assumption, assumptions
from roi.inputs.origin import Input, Measured
from roi.inputs.values import INPUTS, Amount, Numbers, Values
from roi.model.cash_flows import (
    cash_flows,
    discounted,
    net_present_value,
    present_values,
    routed,
)
from roi.model.finance import months_until_paid
from roi.model.lines import idle, table
from roi.scenarios.scenario import Scenario, Spread
from roi.units import MONTHS_A_YEAR

DRAWS: Final = 10_000
# Seed of the scenario and number of the input.
Stream = tuple[int, int]
# Half the width of a 95 % interval in standard deviations.
Z95: Final = 1.959964
# So many scenarios keep their draws at the same time.
SIDE_BY_SIDE: Final = 6
# The weight of the likeliest value in a PERT distribution, as its authors chose it.
PERT_WEIGHT: Final = 4.0
GRID: Final = 2001
# Beyond so many standard deviations nothing is drawn.
TAILS: Final = 8.0
HUNDRED: Final = 100


@dataclass(frozen=True, slots=True)
class Range:
    """Three of the futures: one in ten is worse than `bad`, one in ten better than `good`.

    In the terms of statistics they are the 10th, 50th and 90th percentile, turned round where
    less is better. None is a payback that never comes.
    """

    bad: float | None
    middle: float | None
    good: float | None


@dataclass(frozen=True, slots=True)
class Band:
    """The three futures of the cumulative cash, month 0 first."""

    bad: tuple[float, ...]
    middle: tuple[float, ...]
    good: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """What the futures say; money is in the scenario's currency, paybacks in months.

    within_a_year, paid_back, positive_npv: shares of futures that pay back within 12 months, pay
        back within the horizon, and have a net present value above 0.
    """

    draws: int
    seed: int
    net_savings_per_year: Range
    npv: Range
    roi: Range
    payback: Range
    within_a_year: float
    paid_back: float
    positive_npv: float
    band: Band

    @property
    def paid_back_of_100(self) -> int:
        """How many of a hundred futures pay back; 0 and 100 only where all do the same.

        >>> uncertainty(Scenario.default(), 500).paid_back_of_100 in range(1, 100)
        True
        """
        if self.paid_back in (0, 1):
            return round(HUNDRED * self.paid_back)
        return min(HUNDRED - 1, max(1, math.floor(HUNDRED * self.paid_back + 0.5)))


def uncertainty(scenario: Scenario, draws: int = DRAWS) -> Uncertainty:
    """Draw every input from its distribution and compute the case for each draw.

    The same scenario and seed give the same figures.

    >>> found = uncertainty(Scenario.default(), draws=500)
    >>> found.npv.bad < found.npv.middle < found.npv.good
    True
    """
    values = drawn(scenario, draws)
    volume = routed(values)
    flows = np.broadcast_to(cash_flows(values, volume), (scenario.horizon_months + 1, draws))
    cumulative = np.cumsum(flows, axis=0)
    payback = months_until_paid(cumulative)
    worth = present_values(values, discounted(values, volume))
    npv = np.broadcast_to(net_present_value(values, worth), draws)
    costs = np.broadcast_to(sum(worth[c.key] for c in table().where(side="cost")), draws)
    per_year = (cumulative[-1] - flows[0]) * (MONTHS_A_YEAR / scenario.horizon_months)
    return Uncertainty(
        draws=draws,
        seed=scenario.seed,
        net_savings_per_year=_range(per_year),
        npv=_range(npv),
        roi=_range(_return(npv, costs)),
        payback=_turned(_range(payback)),
        within_a_year=float(np.mean(payback <= MONTHS_A_YEAR)),
        paid_back=float(np.mean(np.isfinite(payback))),
        positive_npv=float(np.mean(npv > 0)),
        band=_band(cumulative),
    )


def drawn(scenario: Scenario, draws: int) -> Values:
    """The values of a scenario with an array of draws for each input that has a range.

    Each input has a stream of its own, so that a change of one leaves the draws of the others;
    what follows another input is drawn in proportion to it.
    """
    still = idle(scenario.pay, scenario.llm_basis)
    point = scenario.values()
    arrays: dict[str, Amount] = {}
    for key in sorted(INPUTS, key=lambda key: _depth(point, key)):
        given = scenario.resolved[key]
        low, high = limits(given)
        source = point.follows.get(key, "")
        moves = source in arrays and point.number(source) != 0
        if key not in still and (low < high or moves):
            own = _draws(given, scenario, draws) if low < high else point.number(key)
            arrays[key] = own * (arrays[source] / point.number(source)) if moves else own
    return point.but(**arrays)


def limits(given: Input) -> tuple[float, float]:
    """The range of an input; it grows and shrinks with a value entered by hand.

    >>> from roi.inputs.origin import Input, BY_HAND
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


def _depth(v: Values, key: str) -> int:
    source = v.follows.get(key)
    return 1 + _depth(v, source) if source else 0


def _draws(given: Input, scenario: Scenario, draws: int) -> Numbers:
    rule = assumptions()[given.key]
    stream = (scenario.seed, zlib.crc32(given.key.encode()))
    if isinstance(given.origin, Measured) and given.override is None:
        return _sampled(given.base, given.origin, rule, stream, draws)
    low, high = limits(given)
    mode = min(1.0, max(0.0, (given.value - low) / (high - low)))
    return low + (high - low) * _shape(scenario.spread, round(mode, 12), stream, draws)


@lru_cache(maxsize=SIDE_BY_SIDE * len(INPUTS))
def _sampled(
    value: float, origin: Measured, rule: Assumption, stream: Stream, draws: int
) -> Numbers:
    """A measured share from its beta distribution, another measured mean from a normal one."""
    generator = np.random.default_rng(stream)
    if (rule.minimum, rule.maximum) == (0, 1):
        hits = value * origin.n
        a, b = hits + 0.5, origin.n - hits + 0.5  # Jeffreys' prior
        if min(a, b) < 1:  # without a single hit, or a single miss, the density has no top
            return generator.beta(a, b, draws)
        sd = math.sqrt(a * b / ((a + b) ** 2 * (a + b + 1)))
        grid = np.linspace(max(0, value - TAILS * sd), min(1, value + TAILS * sd), GRID)
        with np.errstate(divide="ignore", invalid="ignore"):
            log = (a - 1) * np.log(grid) + (b - 1) * np.log1p(-grid)
        return _stratified(grid, log, generator, draws)
    error = (origin.high - origin.low) / (2 * Z95)
    if error == 0:
        return np.full(draws, value)
    grid = np.linspace(value - TAILS * error, value + TAILS * error, GRID)
    sampled = _stratified(grid, -0.5 * ((grid - value) / error) ** 2, generator, draws)
    return np.clip(sampled, rule.minimum, rule.maximum)


@lru_cache(maxsize=SIDE_BY_SIDE * len(INPUTS))
def _shape(spread: Spread, mode: float, stream: Stream, draws: int) -> Numbers:
    """Draws between 0 and 1; kept, because a page that changes one input asks for all again."""
    grid = np.linspace(0, 1, GRID)
    with np.errstate(divide="ignore", invalid="ignore"):
        if spread == "triangular":
            rising = grid / mode if mode > 0 else np.where(grid == 0, 1.0, np.inf)
            falling = (1 - grid) / (1 - mode) if mode < 1 else np.where(grid == 1, 1.0, np.inf)
            log = np.log(np.minimum(rising, falling))
        else:
            log = PERT_WEIGHT * (_times_log(mode, grid) + _times_log(1 - mode, 1 - grid))
    shape = _stratified(grid, log, np.random.default_rng(stream), draws)
    shape.flags.writeable = False
    return shape


def _times_log(factor: float, grid: Numbers) -> Numbers:
    """Factor × logarithm, where nothing times minus infinity is nothing."""
    return factor * np.log(grid) if factor else np.zeros_like(grid)


def _stratified(
    grid: Numbers, log_density: Numbers, generator: np.random.Generator, draws: int
) -> Numbers:
    """Draws of a density, one from each of `draws` equally likely slices, in random order.

    A Latin hypercube: means and percentiles come out with a fraction of the noise of plain draws.
    Source: McKay, Beckman and Conover, Technometrics 21 (1979).
    """
    density = np.exp(log_density - np.nanmax(log_density))
    density[~np.isfinite(density)] = 0.0
    below = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2)])
    shares = (generator.permutation(draws) + generator.random(draws)) / draws
    found: Numbers = np.interp(shares * below[-1], below, grid)
    return found


def _return(net: Numbers, costs: Numbers) -> Numbers:
    """Net over costs; infinite, which is no figure, where nothing is spent."""
    returned: Numbers = np.full(len(net), np.inf)
    return np.divide(net, costs, out=returned, where=costs > 0)


def _range(figures: Numbers) -> Range:
    ordered = np.sort(figures)
    return Range(*(_finite(float(ordered[at])) for at in _ranks(len(ordered))))


def _turned(found: Range) -> Range:
    """Of a payback the long end is the bad one."""
    return Range(found.good, found.middle, found.bad)


def _band(cumulative: Numbers) -> Band:
    # Sorting whole rows is faster here than asking for three percentiles of each.
    ordered = np.sort(cumulative, axis=1)
    return Band(*(tuple(float(cash) for cash in ordered[:, at]) for at in _ranks(ordered.shape[1])))


def _ranks(draws: int) -> tuple[int, int, int]:
    """Nearest-rank percentiles: no mean is taken between a number and infinity."""
    low, middle, high = (max(0, math.ceil(share * draws) - 1) for share in (0.1, 0.5, 0.9))
    return low, middle, high


def _finite(figure: float) -> float | None:
    return figure + 0.0 if math.isfinite(figure) else None

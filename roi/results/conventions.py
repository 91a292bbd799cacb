"""The same case as finance knows it: unadjusted, Forrester's TEI, Nucleus, and their bridge."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from roi.model.finance import discount_factors, payback_months, years
from roi.model.lines import Line, table
from roi.results.case import Case
from roi.risk.risk_adjustment import adjusted
from roi.units import MONTHS_A_YEAR

Convention = Literal["unadjusted", "tei", "nucleus"]
# Nucleus multiplies indirect benefits by a correction factor, one half where it is unsure.
INDIRECT: Final = 0.5


@dataclass(frozen=True, slots=True)
class YearLine:
    """One line by year: the start, each year, and what all is worth at the start.

    adjustment: the share by which it was lowered (benefit) or raised (cost); 0 unadjusted.
    counts: whether the headline counts it; costs always do.
    """

    line: Line
    adjustment: float
    years: tuple[float, ...]
    present_value: float
    counts: bool = True

    @property
    def total(self) -> float:
        """The sum over all years, not discounted."""
        return sum(self.years)


@dataclass(frozen=True, slots=True)
class YearTable:
    """Benefits and costs by year, with their present values; lines that are nothing are left out.

    years: how many follow the start.
    """

    lines: tuple[YearLine, ...]
    years: int

    def benefits(self, *, counted: bool) -> tuple[YearLine, ...]:
        """The benefits of the headline, or those shown beside."""
        return tuple(each for each in self.lines if each.line.sign > 0 and each.counts == counted)

    @property
    def costs(self) -> tuple[YearLine, ...]:
        """All costs."""
        return tuple(each for each in self.lines if each.line.sign < 0)

    def sums(self, lines: Sequence[YearLine]) -> tuple[float, ...]:
        """Some lines added up, year by year."""
        columns = zip(*(each.years for each in lines), strict=True)
        return tuple(map(math.fsum, columns)) if lines else (0.0,) * (self.years + 1)

    @property
    def net(self) -> tuple[float, ...]:
        """Counted benefits less costs, year by year."""
        gains, spent = self.sums(self.benefits(counted=True)), self.sums(self.costs)
        return tuple(gain - cost for gain, cost in zip(gains, spent, strict=True))

    @property
    def pv_benefits(self) -> float:
        """What the counted benefits are worth at the start."""
        return math.fsum(each.present_value for each in self.benefits(counted=True))

    @property
    def pv_costs(self) -> float:
        """What the costs are worth at the start."""
        return math.fsum(each.present_value for each in self.costs)


@dataclass(frozen=True, slots=True)
class ConventionResult:
    """The case in one convention.

    benefits, costs, net: present values of the horizon; with Nucleus those of the average year,
        one-off cost aside. roi: a share, None without costs. payback: months, None never.
    """

    convention: Convention
    benefits: float
    costs: float
    roi: float | None
    payback: int | None

    @property
    def net(self) -> float:
        """Benefits less costs."""
        return self.benefits - self.costs


@dataclass(frozen=True, slots=True)
class BridgeStep:
    """One step of the bridge; a total stands on the ground."""

    key: str
    amount: float
    total: bool = False


def by_year(result: Case, adjustments: Mapping[str, float] | None = None) -> YearTable:
    """The case by year; with adjustments risk-adjusted as TEI does it, without unadjusted.

    Source: Forrester TEI: initial cost and years, each year discounted at its end.

    >>> from roi.inputs.values import Values
    >>> from roi.results.case import case
    >>> result = case(Values.default())
    >>> round(by_year(result).pv_benefits - by_year(result).pv_costs - result.npv, 6)
    0.0
    """
    accepted = table().counted(result.values.accepted)
    found = []
    for key, line in table().lines.items():
        share = (adjustments or {}).get(key, 0.0)
        amounts = tuple(adjusted(each, line, share) for each in result.flows.by_year(line))
        worth = adjusted(result.present_values[key], line, share)
        if any(amounts):
            found.append(YearLine(line, share, amounts, worth, line in accepted))
    return YearTable(tuple(found), years(result.values.horizon_months))


def unadjusted(result: Case) -> ConventionResult:
    """The case as computed: present values, nothing lowered or raised for risk."""
    plain = by_year(result)
    return ConventionResult(
        "unadjusted", plain.pv_benefits, plain.pv_costs, result.roi, result.payback
    )


def tei(result: Case, adjustments: Mapping[str, float]) -> ConventionResult:
    """Forrester's TEI: risk-adjusted present values, ROI = net ÷ costs.

    The payback is that of the risk-adjusted monthly flows.
    """
    told = by_year(result, adjustments)
    flows = np.zeros((len(result.flows.net), 1))
    for line in table().counted(result.values.accepted):
        share = adjustments.get(line.key, 0.0)
        lowered = result.flows.lines[line.key] * (1 - line.sign * share)
        flows[:, 0] += line.sign * lowered
    month = float(payback_months(flows)[0])
    roi = (told.pv_benefits - told.pv_costs) / told.pv_costs if told.pv_costs > 0 else None
    payback = int(month) if math.isfinite(month) else None
    return ConventionResult("tei", told.pv_benefits, told.pv_costs, roi, payback)


def nucleus(result: Case) -> ConventionResult:
    """Nucleus: the average year's benefits less its costs, ÷ the one-off cost.

    No "risk-adjusted ROI" and no "3-year ROI", which Nucleus calls incorrect measures; benefits
    that are not cash are halved. Payback = one-off cost ÷ average net benefit, in months.
    Source: Nucleus Research, certification of ROI.
    """
    benefits = _direct_a_year(result) + _indirect_a_year(result) * INDIRECT
    costs, once = result.running_cost_per_year, result.one_off_cost
    net = benefits - costs
    months = math.ceil(round(once / net * MONTHS_A_YEAR, 9)) if net > 0 else None
    return ConventionResult("nucleus", benefits, costs, net / once if once > 0 else None, months)


def bridge_to_tei(result: Case, adjustments: Mapping[str, float]) -> tuple[BridgeStep, ...]:
    """From the unadjusted to TEI's net present value, in steps that add up."""
    plain, told = unadjusted(result), tei(result, adjustments)
    return (
        BridgeStep("unadjusted", plain.net, total=True),
        BridgeStep("benefits", told.benefits - plain.benefits),
        BridgeStep("costs", plain.costs - told.costs),
        BridgeStep("tei", told.net, total=True),
    )


def bridge_to_nucleus(result: Case, adjustments: Mapping[str, float]) -> tuple[BridgeStep, ...]:
    """From TEI's net present value to Nucleus' average year, in steps that add up."""
    plain, told, average = unadjusted(result), tei(result, adjustments), nucleus(result)
    undiscounted = result.net_total
    running = undiscounted + result.one_off_cost
    halved = average.net * result.years - running
    return (
        BridgeStep("tei", told.net, total=True),
        BridgeStep("risk_taken_back", plain.net - told.net),
        BridgeStep("discount_taken_back", undiscounted - plain.net),
        BridgeStep("one_off_apart", result.one_off_cost),
        BridgeStep("indirect_halved", halved),
        BridgeStep("one_year", average.net - average.net * result.years),
        BridgeStep("nucleus", average.net, total=True),
    )


def years_by_discount(discount_rate: float, count: int) -> tuple[float, ...]:
    """The factors of the start and of each year, to check a table by hand.

    >>> [round(each, 4) for each in years_by_discount(0.1, 3)]
    [1.0, 0.9091, 0.8264, 0.7513]
    """
    factors = discount_factors(discount_rate, count * MONTHS_A_YEAR)[::MONTHS_A_YEAR, 0]
    return tuple(float(each) for each in factors)


def _direct_a_year(result: Case) -> float:
    return result.ledgers["cash"] if "cash" in result.values.accepted else 0.0


def _indirect_a_year(result: Case) -> float:
    return sum(
        amount
        for ledger, amount in result.ledgers.items()
        if ledger != "cash" and ledger in result.values.accepted
    )

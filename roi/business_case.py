"""The business case: one frozen result that screens, documents and commands all read from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from roi.counter_case import CounterCase, Decision, counter_case, decide
from roi.inputs.evidence import Evidence
from roi.inputs.values import LEDGERS, Ledger
from roi.model.lines import Line, table
from roi.objections import Objection, objections
from roi.results.bridge import Step, bridge, waterfall
from roi.results.case import Case, case
from roi.results.conventions import (
    BridgeStep,
    ConventionResult,
    YearTable,
    bridge_to_nucleus,
    bridge_to_tei,
    by_year,
    nucleus,
    tei,
    unadjusted,
)
from roi.risk.risk_adjustment import risk_adjustments
from roi.risk.sensitivity import Bar, Grid, StopsPaying, grid, stops_paying, tornado
from roi.risk.uncertainty import DRAWS, Uncertainty, uncertainty
from roi.risk.value_of_information import Information, value_of_information
from roi.scenarios.flags import flags
from roi.scenarios.scenario import Commitment, Scenario
from roi.units import MONTHS_A_YEAR

# What may be said of a case: nothing in money, money from assumptions, nothing from this run,
# or what a run has measured.
Standing = Literal["volume unknown", "assumptions only", "refused", "measured"]
# What the first page names as what would stop it.
STOPPERS = ("cashable_share", "precision", "rework_minutes", "tickets_per_month")
MAIN_INPUTS = 6


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A benefit a year, who stands for it and from when."""

    line: Line
    amount: float
    commitment: Commitment


@dataclass(frozen=True, slots=True)
class LedgerSum:
    """One ledger a year: its lines and whether the headline counts it."""

    ledger: Ledger
    amount: float
    accepted: bool
    lines: tuple[LedgerLine, ...]


@dataclass(frozen=True)
class BusinessCase:
    """All that is said of a scenario; each part is computed once, when it is asked for.

    evidence: the measured run, None before there is one.
    draws: how many futures; everything takes the same ones.
    """

    scenario: Scenario
    evidence: Evidence | None = None
    draws: int = DRAWS

    @property
    def standing(self) -> Standing:
        """What may be said of it.

        >>> BusinessCase(Scenario.default()).standing
        'volume unknown'
        """
        if not self.scenario.volume_is_known:
            return "volume unknown"
        if self.evidence is None:
            return "assumptions only"
        return "refused" if self.evidence.refusal else "measured"

    @property
    def names_amounts(self) -> bool:
        """False while no amount may stand in a headline: volume unknown, or the run refused."""
        return self.standing not in ("volume unknown", "refused")

    @cached_property
    def case(self) -> Case:
        """Every result of the scenario."""
        return case(self.scenario.values())

    @cached_property
    def uncertainty(self) -> Uncertainty:
        """What the futures say."""
        return uncertainty(self.scenario, self.draws)

    @cached_property
    def ledgers(self) -> tuple[LedgerSum, ...]:
        """Cash, capacity and avoided cost a year; lines that are nothing are left out."""
        open_ended = Commitment()
        return tuple(
            LedgerSum(
                ledger,
                self.case.ledgers[ledger],
                ledger in self.scenario.accepted,
                tuple(
                    LedgerLine(line, worth, self.scenario.commitments.get(line.key, open_ended))
                    for line in table().ledger(ledger)
                    if (worth := self.case.a_year(line.key))
                ),
            )
            for ledger in LEDGERS
        )

    @property
    def unused_hours_per_year(self) -> float:
        """Freed hours that neither end paid work nor have a named use; counted as nothing."""
        cashable = self.scenario["cashable_share"]
        used = cashable + min(self.scenario["capacity_share"], 1 - cashable)
        return max(0.0, self.case.hours_freed_per_year) * (1 - used)

    @cached_property
    def adjustments(self) -> dict[str, float]:
        """By how much each line is lowered or raised for risk."""
        return risk_adjustments(self.scenario)

    @cached_property
    def by_year(self) -> YearTable:
        """Benefits and costs by year, unadjusted."""
        return by_year(self.case)

    @cached_property
    def adjusted_by_year(self) -> YearTable:
        """The same, risk-adjusted."""
        return by_year(self.case, self.adjustments)

    @cached_property
    def conventions(self) -> tuple[ConventionResult, ConventionResult, ConventionResult]:
        """Unadjusted, TEI and Nucleus."""
        return unadjusted(self.case), tei(self.case, self.adjustments), nucleus(self.case)

    @cached_property
    def bridge_to_tei(self) -> tuple[BridgeStep, ...]:
        """From the unadjusted to TEI's net present value."""
        return bridge_to_tei(self.case, self.adjustments)

    @cached_property
    def bridge_to_nucleus(self) -> tuple[BridgeStep, ...]:
        """From TEI's net present value to Nucleus' average year."""
        return bridge_to_nucleus(self.case, self.adjustments)

    @cached_property
    def bridge(self) -> tuple[Step, ...]:
        """From the simple view's savings to these."""
        return bridge(self.scenario)

    @cached_property
    def waterfall(self) -> tuple[Step, ...]:
        """From today's cost to tomorrow's."""
        return waterfall(self.case)

    @cached_property
    def tornado(self) -> tuple[Bar, ...]:
        """The inputs by how far each moves the net present value."""
        return tornado(self.scenario)

    @cached_property
    def main_inputs(self) -> tuple[str, ...]:
        """The six inputs that move the result most, and `doubt_held` by them."""
        return tuple(bar.key for bar in self.tornado[:MAIN_INPUTS])

    @property
    def doubt_held(self) -> float:
        """The share of the variance that the six hold, if inputs err independently."""
        squares = [bar.swing**2 for bar in self.tornado]
        return sum(squares[:MAIN_INPUTS]) / sum(squares) if squares else 0.0

    @cached_property
    def stops_paying(self) -> tuple[StopsPaying, ...]:
        """Where it stops paying, for the four inputs that a reader asks for first."""
        return stops_paying(self.scenario, STOPPERS)

    @cached_property
    def grid(self) -> Grid:
        """The payback over wage and volume."""
        wage = "salary_per_year" if self.scenario.pay == "salary" else "wage_per_hour"
        return grid(self.scenario, wage, "tickets_per_month")

    @cached_property
    def measure_next(self) -> tuple[Information, ...]:
        """What knowing each input better is worth before deciding, most first."""
        return value_of_information(self.scenario, self.draws)

    @cached_property
    def counter_case(self) -> CounterCase:
        """What speaks against it."""
        return counter_case(self.scenario, self.evidence)

    @cached_property
    def decision(self) -> Decision | None:
        """Go, go with a person, or stop; None before a run was measured and the volume known."""
        if self.evidence is None or not self.scenario.volume_is_known:
            return None
        return decide(self.case, self.counter_case, self.uncertainty, self.evidence)

    @cached_property
    def objections(self) -> tuple[Objection, ...]:
        """The ten objections of finance."""
        return objections(self.scenario, self.case, self.counter_case, self.evidence)

    @cached_property
    def flags(self) -> dict[str, str]:
        """Inputs that are out of line with what they follow."""
        return flags(self.scenario)

    @property
    def cost_of_a_month_later(self) -> float:
        """What each month of waiting costs; 0 where it costs nothing to wait.

        What does not earn its start back is not worth hurrying for.

        >>> never = Scenario.default().with_values(implementation_cost=1e6)
        >>> never_paid = BusinessCase(never)
        >>> never_paid.case.net_savings_per_year > 0, never_paid.cost_of_a_month_later
        (True, 0.0)
        """
        if self.case.npv <= 0:
            return 0.0
        return max(0.0, self.case.net_savings_per_year) / MONTHS_A_YEAR

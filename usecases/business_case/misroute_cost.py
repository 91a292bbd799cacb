"""What misroutes cost: minutes of each, measured where the export has them, times the wage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from roi.inputs import observed
from roi.numbers import money, number
from store import tickets
from store.exploring import misroutes
from store.exploring.misroutes import Kind
from store.runs import Run
from store.workspace import Workspace
from usecases.business_case.claim import report
from usecases.business_case.scenarios import working_copy
from usecases.cache import kept_by_revision
from usecases.provenance import Origin

MIN_TICKETS: Final = 30


@dataclass(frozen=True, slots=True)
class Cost:
    """What one misroute takes, and what an hour costs.

    origin: where the minutes come from; wage: money per hour in the currency.
    """

    minutes: float
    origin: Origin
    wage: float
    currency: str

    def of(self, flows: pd.DataFrame) -> pd.DataFrame:
        """The flows with the hours and the money that each costs."""
        hours = flows["tickets"] * self.minutes / 60
        return flows.assign(hours=hours, money=(hours * self.wage).round(2))

    def hours(self, count: int) -> str:
        """The time that so many misroutes take, in words."""
        hours = count * self.minutes / 60
        return f"{number(hours)} h" if hours >= 10 else f"{number(hours, 1)} h"  # noqa: PLR2004

    def money(self, count: int) -> str:
        """What that time costs, in words."""
        return money(count * self.minutes / 60 * self.wage, self.currency)

    @property
    def wage_note(self) -> str:
        """The formula of the money."""
        return f"hours × loaded wage of {money(self.wage, self.currency, 2)} an hour, see Savings"


def cost(workspace: Workspace, run: Run | None, kind: Kind) -> Cost:
    """What a misroute of this kind costs at this desk."""
    scenario = working_copy(workspace, run).scenario
    minutes, origin = _handover(workspace, scenario["handover_minutes"])
    if kind == "router":
        minutes += scenario["rework_minutes"]
        origin = Origin(origin.kind, f"{origin.note} · {scenario['rework_minutes']:g} min rework")
    wage = report(scenario).case.loaded_wage
    return Cost(minutes, origin, wage, scenario.currency)


def _handover(workspace: Workspace, assumed: float) -> tuple[float, Origin]:
    """Minutes of a handover: measured where they can be, else assumed."""
    seconds, note = _measured(workspace)
    if seconds:
        return seconds / 60, Origin("measured", note)
    return assumed, Origin("assumed", f"{assumed:g} min a handover, see Savings")


@kept_by_revision
def _measured(workspace: Workspace) -> tuple[float, str]:
    """Seconds of a handover by handle time, else by triage time; 0 where neither says it."""
    extra = misroutes.extra_handling(workspace)
    if extra and extra.n >= MIN_TICKETS:
        margin = observed.Z95 * extra.standard_error
        low, high = (extra.seconds - margin) / 60, (extra.seconds + margin) / 60
        if low > 0:
            ends = f"95 % interval {low:.1f}–{high:.1f} min"
            return extra.seconds, f"extra handle time, n = {number(extra.n)} tickets · {ends}"
    facts = tickets.facts(workspace)
    if facts.triage_n >= MIN_TICKETS and facts.triage_mean:
        return facts.triage_mean, f"one more triage, n = {number(facts.triage_n)} tickets"
    return 0.0, ""

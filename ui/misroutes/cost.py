"""What misroutes cost: minutes of each, measured where the export has them, times the wage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd
import streamlit as st

from roi import observed
from roi.benefits import loaded_wage_per_hour
from roi.figures import money
from store import misroutes, tickets
from store.misroutes import Kind
from store.runs import Run
from store.workspace import Workspace
from ui.savings.scenario_draft import draft
from ui.shell.provenance import Origin

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
        return f"{hours:,.0f} h" if hours >= 10 else f"{hours:,.1f} h"  # noqa: PLR2004

    def money(self, count: int) -> str:
        """What that time costs, in words."""
        return money(count * self.minutes / 60 * self.wage, self.currency)

    @property
    def wage_note(self) -> str:
        """The formula of the money."""
        return f"hours × loaded wage of {money(self.wage, self.currency, 2)} an hour, see Savings"


def cost(workspace: Workspace, run: Run | None, kind: Kind) -> Cost:
    """What a misroute of this kind costs at this desk."""
    scenario = draft(workspace, run).scenario
    minutes, origin = _handover(workspace, scenario["handover_minutes"])
    if kind == "router":
        minutes += scenario["rework_minutes"]
        origin = Origin(origin.kind, f"{origin.note} · {scenario['rework_minutes']:g} min rework")
    wage = float(loaded_wage_per_hour(scenario.values()))
    return Cost(minutes, origin, wage, scenario.currency)


def _handover(workspace: Workspace, assumed: float) -> tuple[float, Origin]:
    """Minutes of a handover: measured where they can be, else assumed."""
    seconds, note = _measured(workspace, workspace.revision)
    if seconds:
        return seconds / 60, Origin("measured", note)
    return assumed, Origin("assumed", f"{assumed:g} min a handover, see Savings")


@st.cache_data(max_entries=8, show_spinner=False)
def _measured(_workspace: Workspace, mark: str) -> tuple[float, str]:
    """Seconds of a handover by handle time, else by triage time; 0 where neither says it."""
    del mark
    extra = misroutes.extra_handling(_workspace)
    if extra and extra.n >= MIN_TICKETS:
        margin = observed.Z95 * extra.standard_error
        low, high = (extra.seconds - margin) / 60, (extra.seconds + margin) / 60
        if low > 0:
            ends = f"95 % interval {low:.1f}–{high:.1f} min"
            return extra.seconds, f"extra handle time, n = {extra.n:,} tickets · {ends}"
    facts = tickets.facts(_workspace)
    if facts.triage_n >= MIN_TICKETS and facts.triage_mean:
        return facts.triage_mean, f"one more triage, n = {facts.triage_n:,} tickets"
    return 0.0, ""

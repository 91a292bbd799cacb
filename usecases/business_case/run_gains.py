"""What a run has gained so far: tickets routed alone, hours of sorting freed, paid work ended."""

from __future__ import annotations

from dataclasses import dataclass

from roi.model.lines import part
from roi.scenarios.scenario import Scenario
from store import runs
from store.runs import Run
from store.workspace import Workspace
from usecases.business_case.scenarios import working_copy


@dataclass(frozen=True, slots=True)
class RunGains:
    """The counters of a run; hours and money are of the tickets decided so far, before costs.

    alone: tickets that nobody had to look at. hours: sorting time freed. money: what ends of paid
    work for these hours, in the scenario's currency. hours_a_month: at the desk's volume.
    """

    decided: int
    total: int
    alone: int
    hours: float
    money: float
    hours_a_month: float
    scenario: Scenario

    @property
    def share_alone(self) -> float:
        """Routed alone of those decided, 0 to 1."""
        return self.alone / self.decided if self.decided else 0.0


def run_gains(workspace: Workspace, run: Run) -> RunGains:
    """The counters as they stand, by the working copy of the scenario."""
    now = runs.summary(workspace, run.run_id)
    scenario = working_copy(workspace, run).scenario
    share = now.auto / now.tickets if now.tickets else 0.0
    values = scenario.with_values(coverage=share).values()
    a_ticket = part(values, "freed_hours")
    ended = scenario["cashable_share"] * part(values, "loaded_wage")
    return RunGains(
        decided=now.tickets,
        total=run.total,
        alone=now.auto,
        hours=now.tickets * a_ticket,
        money=now.tickets * a_ticket * ended,
        hours_a_month=scenario["tickets_per_month"] * a_ticket,
        scenario=scenario,
    )
